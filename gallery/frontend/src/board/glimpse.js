/** A small painting that follows the drawing, in the first style that is wished for. */

import { isBlank } from "./drawing.js";
import { Latest } from "./latest.js";
import { glimpse } from "./painting.js";
import { png } from "./paper.js";

const PAUSE_MS = 250;
const SIDE_PX = 256;
const SENT_PX = 512;
const SEED = 7;

/** @typedef {import("./sketch-board.js").SketchBoard} SketchBoard */

/** Whether every byte costs, or comes slowly. */
function isMetered() {
  const { connection } = /** @type {any} */ (navigator);
  return Boolean(connection?.saveData || connection?.type === "cellular" || /2g/.test(connection?.effectiveType ?? ""));
}

/** @param {SketchBoard} board @param {HTMLFormElement} studio */
export function connectGlimpse(board, studio) {
  const figure = /** @type {HTMLElement} */ (studio.querySelector(".glimpse"));
  const image = /** @type {HTMLImageElement} */ (figure.querySelector("img"));
  const name = /** @type {HTMLElement} */ (figure.querySelector(".name"));
  const photo = /** @type {HTMLInputElement} */ (studio.elements.namedItem("sketch"));
  const latest = new Latest(async (signal) => {
    const style = first(studio);
    const sketch = png(board.strokes, SENT_PX);
    const what = style.name === "like" ? { styles: "random:1", like: style.value, variation: 0 } : { styles: style.value };
    const order = { sketch, seed: SEED, size: SIDE_PX, ...what };
    const painted = await glimpse(order, signal);
    URL.revokeObjectURL(image.src);
    image.src = URL.createObjectURL(painted);
    name.textContent = style.dataset.name ?? "";
  }, PAUSE_MS);
  const empty = () => {
    latest.drop();
    image.removeAttribute("src");
    name.textContent = first(studio).dataset.name ?? "";
  };
  const wish = () => {
    const { preview, easy, scan } = board.settings;
    figure.hidden = !preview || easy || scan || photo.value !== "" || isMetered();
    if (figure.hidden || isBlank(board.strokes)) return empty();
    latest.wish();
  };
  for (const event of ["drawn", "settled"]) board.addEventListener(event, wish);
  board.addEventListener("pointerdown", () => latest.drop());
  board.addEventListener("pointerup", () => wish());
  // A hand that stays where it is in the middle of a line looks at what it has so far.
  for (const event of ["pointermove", "keydown", "click"]) board.addEventListener(event, () => board.isDrawing && wish());
  studio.addEventListener("change", ({ target }) => {
    if (target === photo || /** @type {HTMLInputElement} */ (target).closest(".styles")) wish();
  });
  wish();
  return wish;
}

/** The first style that is chosen, else the first that there is. @param {HTMLFormElement} studio */
function first(studio) {
  const box = studio.querySelector(".styles [name]:checked") ?? studio.querySelector("[name=styles]");
  return /** @type {HTMLInputElement} */ (box);
}
