// On a wide screen a topic opens beside the trail; on a phone, and without script, the same link opens its page.
const panel = document.getElementById("panel");
const wide = window.matchMedia("(min-width: 861px)");
const trailPath = location.pathname + location.search;
const trailTitle = document.title;
let opener = null;

function openPanel(address, push) {
  if (push) history.pushState({ panel: true }, "", address);
  // Settled at once: a key pressed right away finds forms that htmx knows.
  htmx.ajax("GET", address, { target: panel, swap: "innerHTML settle:0ms" });
}

function showPanel() {
  const sheet = panel.querySelector("[data-sheet]");
  if (!sheet) return;
  const own = panel.querySelector("[data-page]").href;
  if (location.href !== own) history.replaceState({ panel: true }, "", own); // an old address was led on
  // A mark made here belongs to the trail behind: its filter, its headings, its way back.
  for (const field of panel.querySelectorAll("[name=next]")) field.value = trailPath;
  markOpenRow(sheet.dataset.row);
  panel.hidden = false;
  panel.scrollTop = 0;
  document.title = `${sheet.dataset.title} · ${trailTitle}`;
  panel.querySelector(".sheet-title").focus({ preventScroll: true });
}

function markOpenRow(id) {
  for (const row of document.querySelectorAll(".topic.open")) row.classList.remove("open");
  if (id) document.getElementById(id)?.classList.add("open");
}

function hidePanel() {
  if (panel.hidden) return;
  const row = panel.querySelector("[data-sheet]")?.dataset.row;
  panel.hidden = true;
  panel.replaceChildren();
  markOpenRow(null);
  document.title = trailTitle;
  const link = row && document.getElementById(row)?.querySelector("[data-open-topic]");
  (link || (opener?.isConnected ? opener : null))?.focus();
}

function closePanel() {
  if (!panel || panel.hidden) return;
  history.pushState(null, "", trailPath);
  hidePanel();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close-panel]")) return closePanel();
  const link = event.target.closest("[data-open-topic]");
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
  if (!panel || !link || !plain || !wide.matches) return undefined;
  event.preventDefault();
  if (!panel.contains(link)) opener = link;
  return openPanel(link.href, true);
});

document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !document.querySelector("dialog[open]")) closePanel(); });
document.addEventListener("htmx:afterSwap", (event) => { if (event.target === panel) showPanel(); });

// Back and forward walk through the topics that were opened, and out of the panel.
window.addEventListener("popstate", (event) => {
  if (!panel) return;
  if (event.state?.panel) openPanel(location.href, false);
  else hidePanel();
});

// A topic that cannot be fetched opens as a page, which says why.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.target === panel) location.assign(location.href);
});
