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
const SIBLINGS = 4;

/** What is to be painted: the chosen picture, else the paper with its strokes. Throws Refused for an empty paper. @param {import("./sketch-board.js").SketchBoard} board @returns {Source} */
export function sourceOf(board) {
  const [file] = element("sketch", HTMLInputElement).files ?? [];
  if (file) return { sketch: file, strokes: null, isDrawn: false };
  if (board.drawing.isBlank) throw new Refused(element("words").dataset.blank ?? "");
  return { sketch: board.png(), strokes: board.drawing.document(), isDrawn: true };
}

/** @param {HTMLFormElement} studio @param {Source} source @param {string} [styles] instead of what is ticked @returns {Order} */
export function orderOf(studio, { sketch, isDrawn }, styles) {
  const fields = new FormData(studio);
  const [reference] = element("reference", HTMLInputElement).files ?? [];
  const like = String(fields.get("like") ?? "");
  const ticked = fields.getAll("styles").join(",") || (reference && !like ? "" : element("surprise", HTMLInputElement).value);
  const seed = String(fields.get("seed") ?? "").trim();
  return {
    sketch,
    styles: styles ?? ticked,
    seed: seed ? Number(seed) : anySeed(),
    lines: Number(fields.get("lines")),
    variation: Number(fields.get("variation")),
    ...(isDrawn ? {} : { ink: Number(fields.get("ink")) }),
    ...(styles !== undefined ? {} : like ? { like } : reference ? { reference } : {}),
  };
}

function anySeed() {
  return Math.floor(Math.random() * MAX_SEED);
}

/** Paintings like one that was made by an order: its siblings, so far from it. @param {Painting} painting @param {Order} order @param {number} variation 0-1 @returns {Order} */
export function orderAlike({ id, style }, { sketch, lines, ink, reference }, variation) {
  const again = reference && style === 0 ? { reference } : {};
  return { sketch, lines, ink, styles: `random:${SIBLINGS}`, seed: anySeed(), like: id, variation, ...again };
}

/** What an order asks for, one by one, with the names that people see. @param {HTMLFormElement} studio @param {Order} order @param {Wish} alike what variations are of, and called @returns {Wish[]} */
export function wishes(studio, { styles, reference, like }, alike) {
  const named = wished(styles).map((style) => {
    if (like && style === 0) return alike;
    const box = studio.querySelector(`[name=styles][value="${style}"]`) ?? element("surprise");
    return { style, name: /** @type {HTMLElement} */ (box).dataset.name ?? "" };
  });
  if (like) return wished(styles).includes(0) ? named : [alike, ...named.filter(({ style }) => style !== alike.style)];
  return reference ? [{ style: 0, name: element("words").dataset.own ?? "" }, ...named] : named;
}

/** How many free draws, or which named styles, a `styles` field asks for. @param {string} styles @returns {number[]} */
export function wished(styles) {
  const free = /^random:(\d+)$/.exec(styles);
  if (free) return Array(Number(free[1])).fill(0);
  return styles ? styles.split(",").map(Number) : [];
}

/** A surprise and everything else exclude each other, and something is always wished for. @param {HTMLInputElement} surprise */
export function connectStyles(surprise) {
  const named = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll(".styles [name]")]);
  for (const box of [surprise, ...named]) {
    box.addEventListener("change", () => {
      if (box === surprise) for (const style of named) style.checked = false;
      surprise.checked = !named.some((style) => style.checked);
    });
  }
}
