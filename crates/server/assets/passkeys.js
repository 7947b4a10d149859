// Passkeys. A form with data-passkey asks the server at data-begin, then the device, and is sent with the answer like any other form.
// Where the browser has no passkeys the forms stay hidden. No dependencies; CSP-safe.
(() => {
  const P = window.PublicKeyCredential;
  if (!P?.parseRequestOptionsFromJSON || !P.parseCreationOptionsFromJSON) return;
  const forms = [...document.querySelectorAll("form[data-passkey]")];
  let waiting;

  const ask = async (form) => {
    const { begun, credential, ...fields } = Object.fromEntries(new FormData(form));
    const answer = await fetch(form.dataset.begin, {
      method: "POST", body: JSON.stringify(fields),
      headers: { "content-type": "application/json", accept: "application/json" },
    });
    const told = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(told.detail), { code: told.code });
    return told;
  };

  const answer = async (form, asked, more) => {
    const publicKey = form.dataset.passkey === "create"
      ? P.parseCreationOptionsFromJSON(asked.publicKey) : P.parseRequestOptionsFromJSON(asked.publicKey);
    const found = await navigator.credentials[form.dataset.passkey]({ publicKey, ...more });
    if (form.elements.begun) form.elements.begun.value = asked.begun;
    form.elements.credential.value = JSON.stringify(found);
    form.submit();
  };

  const fail = (form, error) => {
    if (error.code === "step_up.required") { location.href = `/step-up?next=${encodeURIComponent(location.pathname)}`; return; }
    if (error.code === "sign_in.over") { location.href = "/sign-in"; return; }
    const why = { NotAllowedError: "stopped", AbortError: "stopped", InvalidStateError: "known" }[error.name] || "failed";
    const message = form.querySelector("[role=alert]");
    message.textContent = form.dataset[why] || form.dataset.failed;
    message.hidden = false;
  };

  // What is offered where names are typed is asked anew before it is too old to be answered.
  const offer = async (form) => {
    if (!(await P.isConditionalMediationAvailable?.())) return;
    for (let again = true; again;) {
      waiting = new AbortController();
      const renew = setTimeout(() => waiting.abort("old"), 8 * 60_000);
      again = await ask(form).then((asked) => answer(form, asked, { mediation: "conditional", signal: waiting.signal }))
        .then(() => false, (error) => error === "old");
      clearTimeout(renew);
    }
  };

  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      waiting?.abort("asked");
      form.setAttribute("aria-busy", "true");
      form.querySelector("[role=alert]").hidden = true;
      try { await answer(form, await ask(form)); } catch (error) { fail(form, error); }
      form.removeAttribute("aria-busy");
    });
    if ("offer" in form.dataset) offer(form);
  }
  document.querySelectorAll("[data-with-passkeys]").forEach((part) => { part.hidden = false; });
  document.querySelectorAll("[data-without-passkeys]").forEach((part) => { part.hidden = true; });
})();
