/** A drawing as data: strokes, version 1 of the contract, and every step that led to them. */

export const PAPER_PX = 1024;

// What the API takes along with an artwork; a larger drawing is hung without its strokes.
const MAX_STROKES = 5_000;
const MAX_POINTS = 200_000;
const MAX_BYTES = 2_000_000;

/**
 * @typedef {import("../drawing/ink.js").Point} Point
 * @typedef {import("../drawing/ink.js").Stroke} Stroke
 * @typedef {Stroke[]} Step what one undo takes back: a stroke with its mirror image, or a whole stamp
 * @typedef {{steps: (Step | null)[], undone: (Step | null)[]}} Kept null: the paper was cleared
 */

/** Whether there is nothing to be seen of strokes: rubbing out alone draws nothing. @param {Stroke[]} strokes */
export function isBlank(strokes) {
  return !strokes.some((stroke) => stroke.tool === "pen");
}

/** What was drawn, step by step. Clearing the paper is a step too, so it can be undone like any other. */
export class Drawing {
  /** @param {Partial<Kept>} kept */
  constructor({ steps = [], undone = [] } = {}) {
    this.steps = steps;
    this.undone = undone;
  }

  /** Reads what was kept; anything else is an empty drawing. @param {unknown} kept */
  static from(kept) {
    const { steps, undone } = /** @type {Partial<Kept>} */ (kept ?? {});
    return new Drawing({ steps: all(steps), undone: all(undone) });
  }

  /** @returns {Kept} */
  kept() {
    return { steps: this.steps, undone: this.undone };
  }

  /** @returns {Stroke[]} */
  get strokes() {
    return this.steps.slice(this.steps.lastIndexOf(null) + 1).flatMap((step) => step ?? []);
  }

  get isBlank() {
    return isBlank(this.strokes);
  }

  /** Milliseconds on the drawing's own clock at its last point; a reload goes on from there. */
  get lastMoment() {
    const moments = this.strokes.map((stroke) => stroke.points.at(-1)?.[3] ?? 0);
    return moments.reduce((latest, moment) => Math.max(latest, moment), 0);
  }

  /** @param {Step} step */
  add(step) {
    this.#take(step);
  }

  clear() {
    if (this.strokes.length > 0) this.#take(null);
  }

  /** @param {Step | null} step */
  #take(step) {
    this.steps.push(step);
    this.undone = [];
  }

  undo() {
    const step = this.steps.pop();
    if (step !== undefined) this.undone.push(step);
  }

  redo() {
    const step = this.undone.pop();
    if (step !== undefined) this.steps.push(step);
  }

  /** Strokes, version 1; null for a drawing that is larger than the API takes. */
  document() {
    const strokes = this.strokes;
    const points = strokes.reduce((sum, stroke) => sum + stroke.points.length, 0);
    if (strokes.length > MAX_STROKES || points > MAX_POINTS) return null;
    const whole = { version: 1, width: PAPER_PX, height: PAPER_PX, strokes };
    return new TextEncoder().encode(JSON.stringify(whole)).length > MAX_BYTES ? null : whole;
  }
}

/** @param {unknown} steps @returns {(Step | null)[]} */
function all(steps) {
  return Array.isArray(steps) && steps.every(isStep) ? steps : [];
}

/** @param {unknown} step @returns {step is Step | null} */
function isStep(step) {
  return step === null || (Array.isArray(step) && step.every((stroke) => Array.isArray(stroke?.points)));
}
