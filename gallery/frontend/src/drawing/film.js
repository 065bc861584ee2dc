/** How a drawing came to be, point by point: on the board once more, and beside a work in the gallery. */

import { inkPoint, wipe } from "./ink.js";
import { timeline } from "./timeline.js";

/** @typedef {import("./ink.js").Stroke} Stroke */

export class Film {
  #drawn = 0;

  /** @param {Stroke[]} strokes @param {CanvasRenderingContext2D} context what is inked on, its transform that of the paper's pixels */
  constructor(strokes, context) {
    this.strokes = strokes.filter((one) => one.points.length > 0);
    this.context = context;
    this.moments = timeline(this.strokes);
  }

  /** Milliseconds from the first point to the last. */
  get length() {
    return this.moments.at(-1)?.at ?? 0;
  }

  /** Shows the first strokes. @param {number} count */
  draw(count) {
    this.#advance(this.moments.filter(({ stroke }) => stroke < count).length);
  }

  /** Shows what was there at a moment; gives how many strokes were whole by then. @param {number} at milliseconds */
  drawUntil(at) {
    const next = this.moments.findIndex((moment) => moment.at > at);
    this.#advance(next < 0 ? this.moments.length : next);
    return next < 0 ? this.strokes.length : this.moments[next].stroke;
  }

  /** When a stroke begins. @param {number} stroke */
  startOf(stroke) {
    return this.moments.find((moment) => moment.stroke === stroke)?.at ?? 0;
  }

  /**
   * Runs from a moment to the end, or until `signal` says so; resolves then.
   * @param {AbortSignal} signal @param {(whole: number) => void} told is called after every frame with the strokes that are whole
   */
  play(signal, told, from = 0) {
    const begun = performance.now() - from;
    return new Promise((resolve) => {
      const frame = () => {
        const now = performance.now() - begun;
        if (!signal.aborted) told(this.drawUntil(now));
        if (signal.aborted || now >= this.length) resolve(undefined);
        else requestAnimationFrame(frame);
      };
      frame();
    });
  }

  /** @param {number} count of points that are inked; back means from the beginning */
  #advance(count) {
    if (count < this.#drawn || this.#drawn === 0) this.#begin();
    for (; this.#drawn < count; this.#drawn++) {
      const { stroke, point } = this.moments[this.#drawn];
      inkPoint(this.context, this.strokes[stroke], point);
    }
  }

  #begin() {
    wipe(this.context);
    this.#drawn = 0;
  }
}
