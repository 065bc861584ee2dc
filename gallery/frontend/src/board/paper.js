/** The paper on the screen: what is drawn for good, the line under the hand, and which part of it is looked at. */

import { Film } from "../drawing/film.js";
import { ink, wipe } from "../drawing/ink.js";
import { PAPER_PX } from "./drawing.js";

/** @typedef {import("./drawing.js").Stroke} Stroke */

const MAX_ZOOM = 6;

/** @param {number} side */
function sheet(side) {
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}

export class Paper {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.detail = devicePixelRatio > 1 ? 2 : 1;
    this.side = PAPER_PX * this.detail;
    this.canvas = Object.assign(canvas, { width: this.side, height: this.side });
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.settled = sheet(this.side);
    this.view = { zoom: 1, x: 0, y: 0 };
  }

  /** A place on the screen in paper pixels. @param {{clientX: number, clientY: number}} event @returns {[number, number]} */
  at({ clientX, clientY }) {
    const { left, top, width } = this.canvas.getBoundingClientRect();
    const scale = PAPER_PX / width;
    const { zoom, x, y } = this.view;
    return [((clientX - left) * scale - x) / zoom, ((clientY - top) * scale - y) / zoom];
  }

  /** Lays out all that is drawn anew. @param {Stroke[]} strokes */
  lay(strokes) {
    wipe(this.settled);
    this.settle(strokes);
  }

  /** Strokes that stay from now on. @param {Stroke[]} strokes */
  settle(strokes) {
    this.#look(this.settled);
    ink(this.settled, strokes);
    this.show([]);
  }

  /** What is settled, and above it what may still change. @param {Stroke[]} live */
  show(live) {
    wipe(this.context);
    this.context.resetTransform();
    this.context.drawImage(this.settled.canvas, 0, 0);
    this.#look(this.context);
    ink(this.context, live);
  }

  /** Shows how the drawing came to be, on this paper; resolves when all is there, or `signal` says so. @param {Stroke[]} strokes @param {AbortSignal} signal */
  replay(strokes, signal) {
    this.#look(this.settled);
    return new Film(strokes, this.settled).play(signal, () => this.show([]));
  }

  /** @param {CanvasRenderingContext2D} context */
  #look(context) {
    const { zoom, x, y } = this.view;
    context.setTransform(zoom * this.detail, 0, 0, zoom * this.detail, x * this.detail, y * this.detail);
  }

  /** Looks closer (or from farther away) at a place, which stays where it is on the screen. @param {number} factor @param {[number, number]} place in paper pixels */
  zoom(factor, [px, py]) {
    const { zoom, x, y } = this.view;
    const next = Math.min(MAX_ZOOM, Math.max(1, zoom * factor));
    this.look(next, x + px * (zoom - next), y + py * (zoom - next));
  }

  /** The paper always fills its frame. @param {number} zoom @param {number} x @param {number} y */
  look(zoom, x, y) {
    const inside = (/** @type {number} */ offset) => Math.min(0, Math.max(PAPER_PX * (1 - zoom), offset));
    this.view = { zoom, x: inside(x), y: inside(y) };
  }
}

/** A drawing, black on white. @param {Stroke[]} strokes */
export function printed(strokes, side = PAPER_PX) {
  const context = sheet(side);
  context.setTransform(side / PAPER_PX, 0, 0, side / PAPER_PX, 0, 0);
  ink(context, strokes);
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, PAPER_PX, PAPER_PX);
  return context.canvas;
}

/** The same as a PNG. At once: `toBlob` waits for the browser to be idle, on a busy machine for seconds. @param {Stroke[]} strokes */
export function png(strokes, side = PAPER_PX) {
  const [, base64] = printed(strokes, side).toDataURL("image/png").split(",");
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return new Blob([bytes], { type: "image/png" });
}
