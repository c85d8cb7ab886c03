// Two tabs wrote one note: the learner keeps their own text, or takes the other one; both go over that version.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-note-keep], [data-note-take]");
  if (!button) return;
  event.preventDefault();
  const conflict = button.closest("[data-note-conflict]");
  const form = button.closest("form");
  form.elements.version.value = conflict.dataset.version;
  if (button.matches("[data-note-take]")) form.elements.text.value = conflict.querySelector("textarea").value;
  conflict.remove();
  form.elements.text.focus();
  form.requestSubmit();
});
