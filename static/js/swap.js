// The answer to a mark names everything that may move; a page takes the parts it shows.
document.addEventListener("htmx:beforeSwap", (event) => {
  const answer = document.createElement("template");
  answer.innerHTML = event.detail.serverResponse;
  for (const part of answer.content.querySelectorAll("[hx-swap-oob]")) {
    if (!document.getElementById(part.id)) part.remove();
  }
  event.detail.serverResponse = answer.innerHTML;
  if ([422, 429].includes(event.detail.xhr.status)) { // a form that says what to mend
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.xhr?.status === 422) document.querySelector("[aria-invalid=true]")?.focus();
});
