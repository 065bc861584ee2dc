/** A drawing as a file of its own. */

import { outline } from "../drawing/ink.js";
import { PAPER_PX } from "./drawing.js";

/** @typedef {import("./drawing.js").Stroke} Stroke */

/** As an SVG, where erasers are white like the paper. @param {Stroke[]} strokes */
export function svg(strokes) {
  const paths = strokes.map((stroke) => `<path fill="${stroke.tool === "eraser" ? "#fff" : "#000"}" d="${outline(stroke)}"/>`);
  const size = `width="${PAPER_PX}" height="${PAPER_PX}" viewBox="0 0 ${PAPER_PX} ${PAPER_PX}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><path fill="#fff" d="M0 0h${PAPER_PX}v${PAPER_PX}H0Z"/>${paths.join("")}</svg>`;
}

/** Hands a file to the browser to be saved. @param {Blob} file @param {string} name */
export function save(file, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
