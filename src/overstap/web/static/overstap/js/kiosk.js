// SPDX-License-Identifier: EUPL-1.2
// A public computer: after minutes of nothing all is wiped, a minute after a warning. Without this file the page
// goes there by itself, without the warning.

const kiosk = document.querySelector("[data-kiosk]");
const limit = Number(kiosk.dataset.seconds) * 1000;
const warning = kiosk.querySelector("[data-warning]");
let active = Date.now();
let told = Date.now();

for (const kind of ["pointerdown", "keydown", "input", "wheel", "touchstart"]) {
  document.addEventListener(kind, () => { active = Date.now(); warning.hidden = true; }, { passive: true });
}

setInterval(() => {
  const idle = Date.now() - active;
  if (idle >= limit) {
    location.replace(kiosk.dataset.over);
  } else if (idle >= limit - 60_000) {
    warning.hidden = false;
  } else if (active > told && Date.now() - told > 60_000) {
    told = Date.now();
    fetch(kiosk.dataset.here, { cache: "no-store" });
  }
}, 1000);

// Back from the memory of the browser: ask the site again, which may have nothing any more.
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
