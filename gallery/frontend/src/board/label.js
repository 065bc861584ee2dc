/** How the chosen painting will hang: in its frame, with what its label says so far. */

/** Shows what a hang form says; nothing changes while no painting is chosen. @param {HTMLFormElement} form */
export function preview(form) {
  const chosen = form.querySelector("[name=painting]:checked");
  const place = form.querySelector(".preview");
  if (!(chosen instanceof HTMLInputElement) || !place) return;
  /** @type {HTMLImageElement} */ (place.querySelector("img")).src = chosen.dataset.url ?? "";
  write(place.querySelector("cite"), form, "title");
  write(place.querySelector(".by"), form, "artist");
}

/** What a field says, or what its place said before. @param {HTMLElement | null} place @param {HTMLFormElement} form @param {string} field */
function write(place, form, field) {
  if (!place) return;
  place.dataset.unsaid ??= place.textContent ?? "";
  const said = /** @type {HTMLInputElement} */ (form.elements.namedItem(field)).value.trim();
  place.textContent = said || place.dataset.unsaid;
}
