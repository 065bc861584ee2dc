/** A drawing as data (strokes, version 1) and how it becomes ink: black on white, erasers in white. */

export const PAPER_PX = 1024;

// What the API takes along with an artwork; a larger drawing is hung without its strokes.
const MAX_STROKES = 5_000;
const MAX_POINTS = 200_000;
const MAX_BYTES = 2_000_000;

const CLEARED = "cleared";

/** Radius in paper pixels of a dab, for a pressure of 0 to 1. */
export function radius(width, pressure) {
  return (width / 2) * (0.4 + 0.6 * pressure);
}

function dab(context, [x, y], r) {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fill();
}

function join(context, [x0, y0], r0, [x1, y1], r1) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length === 0) return;
  const nx = (y0 - y1) / length;
  const ny = (x1 - x0) / length;
  context.beginPath();
  context.moveTo(x0 + nx * r0, y0 + ny * r0);
  context.lineTo(x1 + nx * r1, y1 + ny * r1);
  context.lineTo(x1 - nx * r1, y1 - ny * r1);
  context.lineTo(x0 - nx * r0, y0 - ny * r0);
  context.fill();
}

/** Inks a stroke's points from index `start` on: round dabs joined along the polyline. */
export function ink(context, stroke, start = 0) {
  context.fillStyle = stroke.tool === "eraser" ? "#fff" : "#000";
  for (let i = start; i < stroke.points.length; i++) {
    const point = stroke.points[i];
    const r = radius(stroke.width, point[2]);
    dab(context, point, r);
    if (i > 0) {
      const before = stroke.points[i - 1];
      join(context, before, radius(stroke.width, before[2]), point, r);
    }
  }
}

/** What was drawn, step by step: each entry is a stroke or a clearing of the paper, so both can be undone. */
export class Drawing {
  constructor(entries = []) {
    this.entries = entries;
    this.undone = [];
  }

  /** Reads what `JSON.stringify(drawing)` wrote; anything else is an empty drawing. */
  static from(text) {
    try {
      const entries = JSON.parse(text)?.entries;
      return new Drawing(Array.isArray(entries) ? entries : []);
    } catch {
      return new Drawing();
    }
  }

  get strokes() {
    return this.entries.slice(this.entries.lastIndexOf(CLEARED) + 1);
  }

  get isBlank() {
    return !this.strokes.some((stroke) => stroke.tool === "pen");
  }

  /** Milliseconds on the drawing's own clock at its last point; a reload goes on from there. */
  get lastMoment() {
    const last = this.entries.findLast((entry) => entry !== CLEARED);
    return last ? last.points.at(-1)[3] : 0;
  }

  add(stroke) {
    this.#step(stroke);
  }

  /** What was cleared before is let go, so that what is kept does not grow for ever. */
  clear() {
    if (this.strokes.length === 0) return;
    this.entries = this.strokes;
    this.#step(CLEARED);
  }

  #step(entry) {
    this.entries.push(entry);
    this.undone = [];
  }

  undo() {
    if (this.entries.length > 0) this.undone.push(this.entries.pop());
  }

  redo() {
    if (this.undone.length > 0) this.entries.push(this.undone.pop());
  }

  toJSON() {
    return { entries: this.entries };
  }

  /** Strokes, version 1; null for a drawing that is larger than the API takes. */
  document() {
    const strokes = this.strokes;
    const points = strokes.reduce((sum, stroke) => sum + stroke.points.length, 0);
    if (strokes.length > MAX_STROKES || points > MAX_POINTS) return null;
    const whole = { version: 1, width: PAPER_PX, height: PAPER_PX, strokes };
    return JSON.stringify(whole).length > MAX_BYTES ? null : whole;
  }
}
