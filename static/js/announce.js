// A toast that arrives, by an answer or with the page, is told in a sentence: at once where something failed.
const toasts = document.getElementById("toasts");

function tell(place, words) {
  place.textContent = "";
  setTimeout(() => { place.textContent = words; }, 100); // the same words twice are told twice
}

function tellToasts() {
  for (const place of ["announcer", "alarm"]) {
    const fresh = [...toasts.querySelectorAll("[data-toast]:not([data-told])")]
      .filter((toast) => ("alarm" in toast.dataset) === (place === "alarm"));
    if (!fresh.length) continue;
    for (const toast of fresh) toast.dataset.told = "";
    tell(document.getElementById(place), fresh.map((toast) => toast.dataset.announce || toast.querySelector("h2, span").textContent).join(" "));
  }
}

new MutationObserver(tellToasts).observe(toasts, { childList: true });
tellToasts();
