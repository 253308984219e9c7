// SPDX-License-Identifier: EUPL-1.2
// Says that a search is going on, from the press of a button until the new page comes. Without this file all works.

document.addEventListener("submit", (event) => {
  const form = event.target;
  const waits = form.matches("[data-waits]") || event.submitter?.matches("[data-waits]");
  if (!waits || event.defaultPrevented) return;
  const said = document.querySelector("[data-busy]");
  if (!said) return;
  said.setAttribute("role", "status");
  said.classList.add("busy--on");
  document.getElementById("main").setAttribute("aria-busy", "true");
});

// Back from the memory of the browser: nothing is being searched any more.
window.addEventListener("pageshow", () => {
  document.querySelector("[data-busy]")?.classList.remove("busy--on");
  document.getElementById("main").removeAttribute("aria-busy");
});

// Printing needs a script, so its button shows only where there is one.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
