/** What is ordered: the drawing or a picture of one, in the styles that were wished for. */

import { element } from "../page.js";
import { Refused } from "./painting.js";

/**
 * @typedef {import("./painting.js").Order} Order
 * @typedef {import("./painting.js").Painting} Painting
 * @typedef {{sketch: Blob, strokes: object | null, isDrawn: boolean}} Source
 * @typedef {{style: number, name: string}} Wish
 */

const MAX_SEED = 2 ** 31 - 1;
const ALIKE = 3;

/** What is to be painted: the chosen picture, else the paper with its strokes. Throws Refused for an empty paper. @param {import("./sketch-board.js").SketchBoard} board @returns {Source} */
export function sourceOf(board) {
  const [file] = element("sketch", HTMLInputElement).files ?? [];
  if (file) return { sketch: file, strokes: null, isDrawn: false };
  if (board.drawing.isBlank) throw new Refused(element("words").dataset.blank ?? "");
  return { sketch: board.png(), strokes: board.drawing.document(), isDrawn: true };
}

/** @param {HTMLFormElement} studio @param {Source} source @param {string} [styles] instead of those that are ticked @returns {Order} */
export function orderOf(studio, { sketch, isDrawn }, styles) {
  const fields = new FormData(studio);
  const [reference] = element("reference", HTMLInputElement).files ?? [];
  const ticked = fields.getAll("styles").join(",") || (reference ? "" : element("surprise", HTMLInputElement).value);
  const seed = String(fields.get("seed") ?? "").trim();
  return {
    sketch,
    styles: styles ?? ticked,
    seed: seed ? Number(seed) : Math.floor(Math.random() * MAX_SEED),
    lines: Number(fields.get("lines")),
    ...(isDrawn ? {} : { ink: Number(fields.get("ink")) }),
    ...(reference && styles === undefined ? { reference } : {}),
  };
}

/** The style of a painting once more, and those that are in the same mood. @param {HTMLFormElement} studio @param {Painting} painting @param {Order} order @returns {Promise<Order>} */
export async function orderAlike(studio, { url, style }, order) {
  const reference = await (await fetch(url)).blob();
  const moods = moodsOf(studio, style);
  const others = [...studio.querySelectorAll("[name=styles]")].map((box) => Number(/** @type {HTMLInputElement} */ (box).value));
  const alike = others.filter((other) => other !== style && moodsOf(studio, other).some((mood) => moods.includes(mood)));
  return { ...order, reference, styles: alike.slice(0, ALIKE).join(",") || `random:${ALIKE}` };
}

/** @param {HTMLFormElement} studio @param {number} style */
function moodsOf(studio, style) {
  const tile = studio.querySelector(`[name=styles][value="${style}"]`)?.closest("li");
  return tile?.dataset.moods?.split(" ") ?? [];
}

/** What an order asks for, one by one, with the names that people see. @param {HTMLFormElement} studio @param {Order} order @param {string} likeWhat @returns {Wish[]} */
export function wishes(studio, { styles, reference }, likeWhat) {
  const named = wished(styles).map((style) => {
    const box = studio.querySelector(`[name=styles][value="${style}"]`) ?? element("surprise");
    return { style, name: /** @type {HTMLElement} */ (box).dataset.name ?? "" };
  });
  return reference ? [{ style: 0, name: likeWhat }, ...named] : named;
}

/** How many free draws, or which named styles, a `styles` field asks for. @param {string} styles @returns {number[]} */
export function wished(styles) {
  const free = /^random:(\d+)$/.exec(styles);
  if (free) return Array(Number(free[1])).fill(0);
  return styles ? styles.split(",").map(Number) : [];
}

/** A surprise and named styles exclude each other, and something is always wished for. @param {HTMLInputElement} surprise */
export function connectStyles(surprise) {
  const named = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("[name=styles]")]);
  for (const box of [surprise, ...named]) {
    box.addEventListener("change", () => {
      if (box === surprise) for (const style of named) style.checked = false;
      surprise.checked = !named.some((style) => style.checked);
    });
  }
}
