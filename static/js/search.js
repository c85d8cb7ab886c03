// Results appear while one types: arrows walk through them, Enter follows one, Escape closes the list under the bar.
{
  const form = document.querySelector("[data-search]");
  const field = form?.querySelector("[data-search-field]");
  const list = field && document.querySelector(field.getAttribute("hx-target"));
  const show = (open) => { if (form?.contains(list)) list.hidden = !open || !list.querySelector("a, p"); };

  list?.addEventListener("htmx:afterSwap", () => {
    form.querySelector("[data-search-said]").textContent = list.querySelector("[data-said]")?.dataset.said ?? "";
    show(document.activeElement === field);
  });

  for (const name of ["focusin", "click"]) {
    document.addEventListener(name, (event) => show(Boolean(form?.contains(event.target))));
  }

  document.addEventListener("keydown", (event) => {
    if (!form?.contains(event.target) && !list?.contains(event.target)) return;
    const stops = [field, ...list.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && stops[stops.indexOf(document.activeElement) + step];
    if (next) {
      event.preventDefault();
      show(true);
      next.focus();
    } else if (event.key === "Escape" && form.contains(list) && !list.hidden) {
      event.preventDefault();
      event.stopImmediatePropagation();
      field.focus();
      show(false);
    }
  }, true);
}
