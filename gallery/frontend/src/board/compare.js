/** The chosen painting, with the drawing that it was made from laid over it by the crop that the painters took. */

import { element } from "../page.js";

/** @param {number} percent how much of the drawing is to be seen, from the left */
function uncover(percent) {
  const drawn = /** @type {HTMLElement} */ (document.querySelector(".compare .drawn"));
  drawn.style.clipPath = `inset(0 ${100 - percent}% 0 0)`;
}

export function connectCompare() {
  const slider = element("compare", HTMLInputElement);
  slider.addEventListener("input", () => uncover(Number(slider.value)));
  uncover(Number(slider.value));
}

/**
 * Lays a drawing under the painting that was made of its square: both show the same place at the same place.
 * @param {string} painting @param {string} drawing addresses @param {[number, number, number]} crop x, y, side in the drawing's pixels
 */
export function compare(painting, drawing, [x, y, side]) {
  const place = /** @type {HTMLElement} */ (document.querySelector(".compare"));
  /** @type {HTMLImageElement} */ (place.querySelector(".painted")).src = painting;
  const image = /** @type {HTMLImageElement} */ (place.querySelector(".drawn img"));
  image.onload = () => {
    image.style.width = `${(image.naturalWidth / side) * 100}%`;
    image.style.left = `${(-x / side) * 100}%`;
    image.style.top = `${(-y / side) * 100}%`;
  };
  image.src = drawing;
}
