// Focus is never lost: where what had it is taken away, it goes to the nearest thing that stayed.
let lastFocus = null; // what had focus last, be it in a toast
let placeOfWork = []; // what had focus last outside the toasts, and all it stood in, from the inside out

document.addEventListener("focusin", ({ target }) => {
  lastFocus = target;
  if (target.closest("#toasts")) return;
  placeOfWork = [];
  for (let part = target; part !== document.body && part; part = part.parentElement) placeOfWork.push(part);
});

// Whoever presses on nothing wants the focus nowhere.
document.addEventListener("pointerdown", () => { lastFocus = null; });

function takeFocus(element) {
  element.focus({ preventScroll: true });
  return document.activeElement === element;
}

// An answer brings a part anew under the same id; within it, what says the state is nearest.
function standIn(part) {
  const stands = part.isConnected ? part : part.id && document.getElementById(part.id);
  if (!stands) return false;
  const near = ["[aria-pressed=true]", "summary", "a", "button"].map((kind) => stands.querySelector(kind));
  return [stands, ...near].some((element) => element && takeFocus(element));
}

new MutationObserver(() => {
  if (document.activeElement !== document.body || !lastFocus || lastFocus.checkVisibility()) return;
  if (!placeOfWork.some(standIn)) takeFocus(document.getElementById("main"));
}).observe(document.body, { childList: true, subtree: true });
