// SPDX-License-Identifier: EUPL-1.2
// Small comforts on the skills page: after a change the keyboard stays where it was. Without this file all works.

const SPOT = 'button[name], input[name]';
let pressed = null;

document.addEventListener("htmx:beforeRequest", (event) => {
  const from = document.activeElement;
  const item = from?.closest("li");
  pressed = from?.matches(SPOT)
    ? { name: from.name, value: from.value, at: item ? [...item.parentElement.children].indexOf(item) : -1, form: from.form?.id }
    : null;
  event.detail.elt.setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!pressed || event.detail.target?.id === "found") return;
  const partner = { raise: "lower", lower: "raise" }[pressed.name];
  const again = partner && document.querySelector(`button[name="${partner}"][value="${CSS.escape(pressed.value)}"]`);
  if (again) again.focus();
  else if (pressed.name === "add") document.getElementById("typed")?.focus();
  else if (pressed.name === "drop") {
    const rest = document.querySelectorAll('.chips button[name="drop"]');
    (rest[Math.min(pressed.at, rest.length - 1)] ?? document.getElementById("typed"))?.focus();
  }
  pressed = null;
});
