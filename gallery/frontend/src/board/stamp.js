/** A figure becomes strokes, as if somebody had drawn it there. */

import { PAPER_PX } from "./drawing.js";
import { FIGURES } from "./figures.js";
import { mirrored, rounded } from "./line.js";

/** @typedef {import("./drawing.js").Stroke} Stroke */

const FIELD = 100;
const STEP_PX = 6;
const SVG = "http://www.w3.org/2000/svg";

/** How large a figure becomes with each width of line. @param {number} width */
export function sideOf(width) {
  return 120 + width * 14;
}

/**
 * The strokes of a figure around a place of the paper, side in paper pixels.
 * @param {string} name @param {[number, number]} centre @param {{side: number, width: number, mirror: boolean, t: number}} how
 * @returns {Stroke[]}
 */
export function stamped(name, [x, y], { side, width, mirror, t }) {
  const scale = side / FIELD;
  const strokes = FIGURES[name].split(/(?=M)/).map((d) => {
    const path = /** @type {SVGPathElement} */ (document.createElementNS(SVG, "path"));
    path.setAttribute("d", d);
    const length = path.getTotalLength();
    const count = Math.max(1, Math.ceil((length * scale) / STEP_PX));
    const points = Array.from({ length: count + 1 }, (_, i) => {
      const at = path.getPointAtLength((length * i) / count);
      return /** @type {import("./drawing.js").Point} */ ([
        rounded(x + (at.x - FIELD / 2) * scale, 1), rounded(y + (at.y - FIELD / 2) * scale, 1), 0.5, Math.round(t + 2 * i),
      ]);
    });
    return /** @type {Stroke} */ ({ tool: "pen", width, points });
  });
  return mirror && Math.abs(x - PAPER_PX / 2) > 1 ? [...strokes, ...strokes.map(mirrored)] : strokes;
}
