// A panel that was reloaded became this page; the browser then takes Back for a step within it, so we take it ourselves.
const here = location.pathname;
window.addEventListener("popstate", () => {
  if (!document.getElementById("panel") && location.pathname !== here) location.reload();
});
