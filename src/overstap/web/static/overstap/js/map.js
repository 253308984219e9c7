// SPDX-License-Identifier: EUPL-1.2
// Enlarging and dragging the map. Without this file the map scrolls, and the browser enlarges it.

const STEPS = [1, 1.35, 1.8, 2.4];

for (const sheet of document.querySelectorAll("[data-map]")) {
  const drawing = sheet.querySelector("svg");
  const tools = sheet.parentElement.querySelector("[data-tools]");
  let step = 0;

  const zoom = (to) => {
    const next = Math.max(0, Math.min(STEPS.length - 1, to));
    const ratio = STEPS[next] / STEPS[step];
    const middle = [sheet.scrollLeft + sheet.clientWidth / 2, sheet.scrollTop + sheet.clientHeight / 2];
    step = next;
    sheet.classList.toggle("is-enlarged", step > 0);
    drawing.style.setProperty("--zoom", STEPS[step]);
    sheet.scrollLeft = middle[0] * ratio - sheet.clientWidth / 2;
    sheet.scrollTop = middle[1] * ratio - sheet.clientHeight / 2;
    const said = tools.querySelector("[data-said]");
    said.textContent = `${said.dataset.words} ${Math.round(STEPS[step] * 100)}%`;
  };

  const ways = { in: () => zoom(step + 1), out: () => zoom(step - 1), all: () => zoom(0) };
  tools.hidden = false;
  tools.addEventListener("click", (event) => ways[event.target.closest("[data-zoom]")?.dataset.zoom]?.());
  sheet.addEventListener("keydown", (event) => {
    const way = { "+": "in", "=": "in", "-": "out", 0: "all" }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    ways[way]();
  });

  let held = null;
  let dragged = false;
  sheet.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    held = { x: event.clientX, y: event.clientY, left: sheet.scrollLeft, top: sheet.scrollTop };
    dragged = false;
  });
  window.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [right, down] = [event.clientX - held.x, event.clientY - held.y];
    dragged ||= Math.hypot(right, down) > 5;
    sheet.classList.toggle("is-held", dragged);
    if (dragged) sheet.scrollTo(held.left - right, held.top - down);
  });
  window.addEventListener("pointerup", () => {
    held = null;
    sheet.classList.remove("is-held");
  });
  // A drag that ends on a station is no press on it.
  sheet.addEventListener("click", (event) => dragged && event.preventDefault(), true);
  sheet.addEventListener("dragstart", (event) => event.preventDefault());
}
