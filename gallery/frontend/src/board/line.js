/** A line while it is drawn: steadied, smoothed, thinned and mirrored as the hand wishes. */

import { PAPER_PX } from "./drawing.js";

/**
 * @typedef {import("./drawing.js").Point} Point
 * @typedef {import("./drawing.js").Stroke} Stroke
 * @typedef {{tool: "pen" | "eraser", width: number, smoothing: number, string: number, mirror: boolean}} Hand
 *   smoothing: 0 (the line goes where the hand goes) up to below 1; string: how far in paper pixels the pen is pulled behind
 */

// Closer points add bytes, not shape.
const MIN_STEP_PX = 1.5;
const WOBBLE_PX = 40;

/** @param {[number, number]} from @param {Point} to @param {number} share */
function towards([x, y], to, share) {
  return /** @type {[number, number]} */ ([x + (to[0] - x) * share, y + (to[1] - y) * share]);
}

/** Where a pen is that is pulled by a string: it stays until the string is taut. @param {[number, number]} pen @param {Point} hand @param {number} length */
export function pulled(pen, hand, length) {
  const apart = Math.hypot(hand[0] - pen[0], hand[1] - pen[1]);
  return apart <= length ? pen : towards(pen, hand, (apart - length) / apart);
}

/** @param {Stroke} stroke @returns {Stroke} */
export function mirrored(stroke) {
  const points = stroke.points.map(([x, y, pressure, t]) => /** @type {Point} */ ([rounded(PAPER_PX - x, 1), y, pressure, t]));
  return { ...stroke, points };
}

/** @param {number} value @param {number} digits */
export function rounded(value, digits) {
  return Number(value.toFixed(digits));
}

export class Line {
  /** @param {Hand} hand @param {Point} start */
  constructor(hand, start) {
    this.hand = hand;
    /** @type {[number, number]} where the string has pulled the pen */
    this.pen = [start[0], start[1]];
    /** @type {[number, number]} where the smoothed line has come to */
    this.place = [start[0], start[1]];
    this.last = start;
    /** @type {Stroke} */
    this.stroke = { tool: hand.tool, width: hand.width, points: [tidy(start)] };
  }

  /** @param {Point} point where the hand is now */
  extend(point) {
    this.last = point;
    this.pen = pulled(this.pen, point, this.hand.string);
    this.place = towards(this.place, [...this.pen, point[2], point[3]], this.#share());
    this.#append([...this.place, point[2], point[3]]);
  }

  /** How far the smoothed line follows: wobbles come close together, a hand that goes somewhere goes far. */
  #share() {
    const apart = Math.hypot(this.pen[0] - this.place[0], this.pen[1] - this.place[1]);
    return 1 - this.hand.smoothing ** (1 + apart / WOBBLE_PX);
  }

  /** The smoothed line arrives where the pen was lifted. */
  finish() {
    const { points } = this.stroke;
    const end = tidy([...this.pen, this.last[2], this.last[3]]);
    const isNear = Math.hypot(end[0] - points[points.length - 1][0], end[1] - points[points.length - 1][1]) < MIN_STEP_PX;
    if (isNear && points.length > 1) points[points.length - 1] = end;
    else if (!isNear) points.push(end);
    return this.strokes;
  }

  get strokes() {
    return this.hand.mirror ? [this.stroke, mirrored(this.stroke)] : [this.stroke];
  }

  /** @param {Point} point */
  #append(point) {
    const [x, y] = this.stroke.points[this.stroke.points.length - 1];
    if (Math.hypot(point[0] - x, point[1] - y) >= MIN_STEP_PX) this.stroke.points.push(tidy(point));
  }
}

/** @param {Point} point @returns {Point} */
function tidy([x, y, pressure, t]) {
  return [rounded(x, 1), rounded(y, 1), rounded(pressure, 2), Math.round(t)];
}
