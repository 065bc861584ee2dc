/** Two fingers pinch or tap, three tap: what several touches at once mean. Times in ms, places in screen pixels. */

const TAP_MS = 450;
const STILL_PX = 14;

/** @typedef {{zoom: number, centre: [number, number], shift: [number, number]}} Pinch */

export class Gesture {
  /** @type {Map<number, [number, number]>} */
  #fingers = new Map();
  #most = 0;
  #startedAt = 0;
  #travelled = 0;

  get fingers() {
    return this.#fingers.size;
  }

  /** @param {number} id @param {number} x @param {number} y @param {number} t */
  down(id, x, y, t) {
    if (this.#fingers.size === 0) [this.#most, this.#startedAt, this.#travelled] = [0, t, 0];
    this.#fingers.set(id, [x, y]);
    this.#most = Math.max(this.#most, this.#fingers.size);
  }

  /** How far the fingers went apart and where to, once they have left the place they tapped. @param {number} id @param {number} x @param {number} y @returns {Pinch | null} */
  move(id, x, y) {
    const before = this.#shape();
    const old = this.#fingers.get(id);
    if (!old || !before) return null;
    this.#travelled += Math.hypot(x - old[0], y - old[1]);
    this.#fingers.set(id, [x, y]);
    const after = this.#shape();
    if (!after || this.#travelled < STILL_PX) return null;
    const zoom = before.apart && after.apart ? after.apart / before.apart : 1;
    return { zoom, centre: after.centre, shift: [after.centre[0] - before.centre[0], after.centre[1] - before.centre[1]] };
  }

  /** What was tapped, when the last finger leaves: "undo" with two, "redo" with three. @param {number} id @param {number} t */
  up(id, t) {
    this.#fingers.delete(id);
    if (this.#fingers.size > 0 || t - this.#startedAt > TAP_MS || this.#travelled >= STILL_PX) return null;
    return { 2: "undo", 3: "redo" }[this.#most] ?? null;
  }

  #shape() {
    const [one, other] = [...this.#fingers.values()];
    if (!one) return null;
    if (!other) return { apart: 0, centre: one };
    const centre = /** @type {[number, number]} */ ([(one[0] + other[0]) / 2, (one[1] + other[1]) / 2]);
    return { apart: Math.hypot(one[0] - other[0], one[1] - other[1]), centre };
  }
}
