// SPDX-License-Identifier: EUPL-1.2
// Small comforts on the skills page: after a change the keyboard stays where it was, or goes to the part that the
// page marks to go on from, and a change that fails is said. Without this file all works.

const SPOT = 'button[name], input[name]';
let pressed = null;

document.addEventListener("htmx:beforeRequest", (event) => {
  const from = document.activeElement;
  const item = from?.closest("li");
  pressed = from?.matches(SPOT)
    ? { name: from.name, value: from.value, at: item ? [...item.parentElement.children].indexOf(item) : -1, form: from.form?.id }
    : null;
  event.detail.elt.setAttribute("aria-busy", "true");
  document.getElementById("said-back").className = "hidden-text";
  // One change at a time: a second press waits for the new page, or its answer would undo the first.
  if (event.detail.target?.id === "skills-step") event.detail.target.classList.add("in-change");
});

for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => {
    const said = document.getElementById("said-back");
    event.detail.elt.removeAttribute("aria-busy");
    document.getElementById("skills-step").classList.remove("in-change");
    said.className = "wrap field-error";
    said.textContent = said.dataset.failed;
    said.scrollIntoView({ block: "center" });
    pressed = null;
  });
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (!pressed || event.detail.target?.id === "found") return;
  const partner = { raise: "lower", lower: "raise" }[pressed.name];
  const again = partner && document.querySelector(`button[name="${partner}"][value="${CSS.escape(pressed.value)}"]`);
  const goOn = document.querySelector("#skills-step [autofocus]");
  if (goOn) goOn.focus();
  else if (again) again.focus();
  else if (pressed.name === "add") document.getElementById("typed")?.focus();
  else if (pressed.name === "drop") {
    const rest = document.querySelectorAll('.chips button[name="drop"]');
    (rest[Math.min(pressed.at, rest.length - 1)] ?? document.getElementById("typed"))?.focus();
  } else if (pressed.name === "occupation") {
    document.querySelector(`input[name="occupation"][value="${CSS.escape(pressed.value)}"]`)?.focus();
  }
  pressed = null;
});
