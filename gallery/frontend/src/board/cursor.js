/** A cursor that draws: moved by keys or buttons, its pen put down and lifted. */

import { PAPER_PX } from "./drawing.js";

/** @typedef {[x: number, y: number]} Place in paper pixels */

export const STEP_PX = 16;
export const FINE_PX = 4;
export const FAR_PX = 64;

/** @type {Record<string, Place>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Where a cursor comes to, which stays on the paper; null where the key moves nothing. @param {Place} place @param {string} key @param {number} step_px @returns {Place | null} */
export function moved([x, y], key, step_px) {
  const way = WAYS[key];
  return way ? [inside(x + way[0] * step_px), inside(y + way[1] * step_px)] : null;
}

/** @param {number} value */
function inside(value) {
  return Math.min(PAPER_PX, Math.max(0, value));
}

/** Which ninth of the paper a place is in, 0 (top left) to 8 (bottom right). @param {Place} place */
export function ninth([x, y]) {
  const third = (/** @type {number} */ value) => Math.min(2, Math.floor((value / PAPER_PX) * 3));
  return third(y) * 3 + third(x);
}
