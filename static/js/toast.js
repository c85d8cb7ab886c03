// Toasts are dismissed by their button; a mark that failed says why and offers to try again.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) putAway(event.target.closest("[data-toast]"));
});

// One that can undo is kept out of sight, for the key.
function putAway(toast) {
  const undo = toast.querySelector("[data-undo]");
  toast.remove();
  if (!undo) return;
  toast.hidden = true;
  document.getElementById("toasts").append(toast);
}

function tellLost(event, word) {
  const form = event.detail.requestConfig?.elt ?? event.detail.elt;
  const submitter = event.detail.requestConfig?.triggeringEvent?.submitter;
  const toast = document.getElementById("lost-toast").content.cloneNode(true);
  toast.querySelector("[data-said]").textContent = document.getElementById("lost-words").dataset[word];
  const retry = toast.querySelector("[data-retry]");
  if (form instanceof HTMLFormElement) {
    retry.addEventListener("click", () => {
      retry.closest("[data-toast]").remove();
      // htmx learns which button was pressed from a click alone.
      if (submitter?.isConnected) submitter.click();
      else form.requestSubmit();
    });
  } else {
    retry.remove();
  }
  const toasts = document.getElementById("toasts");
  for (const old of toasts.querySelectorAll("[data-toast]")) putAway(old);
  toasts.append(toast);
}

document.addEventListener("htmx:sendError", (event) => tellLost(event, "offline"));
document.addEventListener("htmx:timeout", (event) => tellLost(event, "offline"));
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  tellLost(event, status === 503 ? "busy" : status >= 500 ? "broken" : "refused");
});
