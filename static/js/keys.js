// Single keys press what a hand would press: the row with focus or the one walked to, the topic that is open.
const keysDialog = document.querySelector("[data-keys-dialog]");
const keysField = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=listbox], [role=menu]";
let walkedTo = null; // the id of the row that was walked to: a mark brings the row itself anew

const rowWithFocus = () => document.activeElement.closest("[data-topic]");
const currentRow = () => rowWithFocus() || (walkedTo && document.getElementById(walkedTo));

function goTo(row) {
  walkedTo = row.id;
  row.querySelector("[data-open-topic]").focus({ preventScroll: true });
  row.scrollIntoView({ block: "center" }); // clear of the bar and of what is told at the foot
}

// Rows that are folded away or filtered out are passed over. Without a row to go on from, the walk begins in view.
function walk(step) {
  const rows = [...document.querySelectorAll("[data-topic]:has([data-open-topic])")].filter((row) => row.checkVisibility());
  const here = rows.indexOf(currentRow());
  const inView = rows.findIndex((row) => row.getBoundingClientRect().top > 0);
  const start = step > 0 ? inView : (inView < 0 ? rows.length : inView) - 1;
  const row = rows[here < 0 ? start : here + step];
  if (row) goTo(row);
}

function mark(status) {
  const place = rowWithFocus() || document.querySelector("[data-topic-control]") || currentRow();
  const button = place?.querySelector(`[name=status][value=${status}]`);
  if (document.activeElement === document.body) button?.focus({ preventScroll: true });
  button?.click();
}

function turn(rel) {
  const open = document.querySelector("#panel:not([hidden])");
  const link = (open || document).querySelector(`a[rel=${rel}]`);
  const here = !open && rel === "next" && document.getElementById("here")?.closest("[data-topic]");
  if (link) link.click();
  else if (here) {
    here.closest("details").open = true;
    goTo(here);
  }
}

function search() {
  const field = [...document.querySelectorAll("[data-search-field]")].find((one) => one.checkVisibility());
  field ? field.select() || field.focus() : location.assign("/search/");
}

const keyActs = {
  j: () => walk(1),
  k: () => walk(-1),
  d: () => mark("done"),
  l: () => mark("learning"),
  s: () => mark("skipped"),
  t: () => mark("todo"),
  u: () => [...document.querySelectorAll("#toasts [data-undo]")].at(-1)?.click(),
  n: () => turn("next"),
  p: () => turn("prev"),
  o: () => currentRow()?.querySelector("[data-open-topic]").click(),
  "/": search,
  "?": () => keysDialog?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const act = keyActs[event.key];
  if (!act || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.documentElement.dataset.keys === "off" || event.target.closest(keysField)) return;
  if (document.querySelector("dialog[open]") || (event.repeat && !"jk".includes(event.key))) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", (event) => {
  if (!keysDialog || event.ctrlKey || event.metaKey || !event.target.closest("[data-open-keys]")) return;
  event.preventDefault();
  keysDialog.showModal();
});
