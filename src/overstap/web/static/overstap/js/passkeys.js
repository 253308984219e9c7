// SPDX-License-Identifier: EUPL-1.2
// Passkeys: hands what the site asks to the browser, and what the device answers to the site. Without this file, or
// in a browser that knows no passkeys, the forms for them stay hidden and one logs in with a code.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const keys = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

async function make(asked) {
  const { publicKey } = asked;
  const answer = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: keys(publicKey.excludeCredentials),
      // A passkey opens the account by itself: it stays in the device and asks who holds it.
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    },
  });
  return said(answer, {
    attestationObject: text(answer.response.attestationObject),
    transports: answer.response.getTransports?.() ?? [],
  });
}

async function show(asked) {
  const { publicKey } = asked;
  const answer = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: keys(publicKey.allowCredentials),
    },
  });
  const { authenticatorData, signature, userHandle } = answer.response;
  return said(answer, {
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle ? text(userHandle) : null,
  });
}

function said(answer, response) {
  return {
    id: answer.id,
    rawId: text(answer.rawId),
    type: answer.type,
    clientExtensionResults: answer.getClientExtensionResults(),
    response: { clientDataJSON: text(answer.response.clientDataJSON), ...response },
  };
}

async function asked(form) {
  if (form.dataset.passkey !== "login") {
    const options = JSON.parse(document.getElementById(form.dataset.options).textContent);
    return options.creation_options ?? options.request_options;
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no answer");
  return (await answer.json()).request_options;
}

// A passkey belongs to a name: at a number such as 127.0.0.1 no browser makes or shows one.
const atName = !/^[\d.]+$|^\[/.test(location.hostname);
if (window.PublicKeyCredential && atName) {
  for (const note of document.querySelectorAll("[data-no-passkeys]")) note.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const failed = form.querySelector("[data-failed]");
      failed.hidden = true;
      try {
        const options = await asked(form);
        const answer = form.dataset.passkey === "add" ? await make(options) : await show(options);
        form.elements.credential.value = JSON.stringify(answer);
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
}
