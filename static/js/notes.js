// A note is saved while it is written: after a pause, on leaving its field, and with the page. Each save names the
// version it was made from; where another tab was first, both texts stay until the learner chooses.
const PAUSE = 800;
const FLUSHED = 15_000; // characters that surely fit into a request that outlives its page
const unsaved = new Map(); // forms by address, also those whose panel was closed meanwhile
const conflictOf = (within) => within.querySelector("[data-note-conflict]");
const placeOf = (form) => form.closest("[data-note-place]");
const words = () => document.getElementById("lost-words").dataset;
const flush = () => unsaved.forEach((form) => save(form));

function show(form, state, said) {
  const line = form.querySelector("[data-note-said]");
  said ??= line.dataset[state];
  form.dataset.state = state;
  if (line.textContent !== said) line.textContent = said; // what is said once is not read out after each pause
}

function wait(form) {
  unsaved.set(form.action, form);
  form.dataset.state = "dirty";
  clearTimeout(form.pause);
  form.pause = setTimeout(save, PAUSE, form);
}

async function fetchParts(address, asked) {
  const response = await fetch(address, asked);
  const { content } = Object.assign(document.createElement("template"), { innerHTML: await response.text() });
  return { status: response.status, content };
}

async function send(form) {
  const keepalive = form.elements.text.value.length <= FLUSHED;
  const post = () => ({ method: "POST", headers: { "HX-Request": "true" }, keepalive, body: new FormData(form) });
  const answer = await fetchParts(form.action, post());
  if (answer.status !== 403) return answer;
  const page = await fetchParts(form.dataset.page); // whoever signed in again has another token: this page knows it
  form.elements.csrfmiddlewaretoken.value = page.content.querySelector("[name=csrfmiddlewaretoken]").value;
  return fetchParts(form.action, post());
}

async function save(form) {
  clearTimeout(form.pause);
  if (form.saving || conflictOf(form)) return;
  form.saving = true;
  const sent = form.elements.text.value;
  const slow = setTimeout(show, 1000, form, "saving");
  await send(form).then((answer) => settle(form, sent, answer), () => show(form, "failed", words().offline));
  clearTimeout(slow);
  form.saving = false;
}

function settle(form, sent, { status, content }) {
  if (status !== 200) {
    const conflict = conflictOf(content);
    if (conflict) form.querySelector(".note-foot").before(conflict);
    return show(form, "failed", content.querySelector("[data-note-said]")?.textContent ?? words()[status === 503 ? "busy" : "broken"]);
  }
  form.elements.version.value = content.querySelector("[name=version]").value;
  placeOf(form).querySelector("[data-note-view]").innerHTML = content.querySelector("[data-note-view]").innerHTML;
  if (form.elements.text.value !== sent) return wait(form);
  unsaved.delete(form.action);
  return show(form, "saved");
}

document.addEventListener("input", ({ target }) => { if (target.form?.matches("[data-note]")) wait(target.form); });
document.addEventListener("focusout", ({ target }) => { if (target.form?.dataset.state === "dirty") save(target.form); });
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-note]")) event.preventDefault(save(event.target));
});
document.addEventListener("htmx:afterSettle", () => { // a sheet opened again takes back the text it was closed with
  for (const form of document.querySelectorAll("[data-note]")) {
    const kept = unsaved.get(form.action);
    if (kept && kept !== form) placeOf(form).replaceWith(placeOf(kept));
  }
});
for (const moment of ["pagehide", "visibilitychange", "online"]) window.addEventListener(moment, flush);
window.addEventListener("beforeunload", (event) => {
  const isLost = (form) => form.dataset.state === "failed" || form.elements.text.value.length > FLUSHED;
  if ([...unsaved.values()].some(isLost)) event.preventDefault();
});
