// Where topics are sorted, k, l and s choose for the row that has focus and lead to the next; the counter counts along.
const sorting = document.querySelector("[data-sort]");
const choices = { k: "know", l: "learn", s: "skip" };

function countSorted() {
  sorting.querySelector("[data-sorted]").textContent = sorting.querySelectorAll(":checked").length;
}

if (sorting) {
  document.querySelector("[data-sort-keys]").hidden = false;
  sorting.addEventListener("change", countSorted);
  sorting.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-sort-row]");
    const choice = choices[event.key];
    if (!row || !choice || event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation(); // the letters mean something else on other pages
    row.querySelector(`[value=${choice}]`).checked = true;
    countSorted();
    const rows = [...sorting.querySelectorAll("[data-sort-row]")];
    const next = rows[rows.indexOf(row) + 1];
    (next?.querySelector(":checked") || next?.querySelector("input") || sorting.querySelector("[data-save]")).focus();
  });
}
