// Makes and asks for passkeys. A form says data-passkey="make" or "ask"; what to say to the passkey stands in the
// element that data-options names, or is fetched from the form's own address.
function read(form) {
  const place = document.getElementById(form.dataset.options);
  return place ? JSON.parse(place.textContent) : null;
}

async function fetchOptions(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function make(form, { creation_options: options }) {
  const alone = form.elements.passwordless?.checked ?? false;
  Object.assign(options.publicKey.authenticatorSelection, {
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    userVerification: alone ? "required" : "preferred",
  });
  return webauthnJSON.create(options);
}

async function speak(form) {
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  try {
    const options = read(form) ?? await fetchOptions(form);
    const credential = form.dataset.passkey === "make"
      ? await make(form, options)
      : await webauthnJSON.get(options.request_options);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    problem.hidden = false; // closed by the person, no such passkey, or no way to ask for one
    problem.focus();
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !webauthnJSON.supported();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    speak(form);
  });
}
