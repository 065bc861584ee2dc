/** The drawing board: pointers become strokes, strokes become ink on a canvas. */

import { PAPER_PX, ink } from "./strokes.js";

// Closer points add bytes, not shape.
const MIN_STEP_PX = 1.5;
const ERASER_TO_PEN = 3;
const PEN_ERASER_BUTTON = 32;

const rounded = (value, digits) => Number(value.toFixed(digits));

export class Board {
  #stroke = null;
  #pointer = null;
  #penSeen = false;

  /** `onChange()` is called after every step: a finished stroke, undo, redo, clear. */
  constructor(canvas, drawing, onChange) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.drawing = drawing;
    this.onChange = onChange;
    this.tool = "pen";
    this.width = 12;
    this.startedAt = performance.now() - drawing.lastMoment;
    canvas.width = canvas.height = PAPER_PX;
    this.#listen();
    this.redraw();
  }

  #listen() {
    this.canvas.addEventListener("pointerdown", (event) => this.#down(event));
    this.canvas.addEventListener("pointermove", (event) => this.#move(event));
    this.canvas.addEventListener("pointerup", (event) => this.#up(event));
    this.canvas.addEventListener("pointercancel", (event) => this.#up(event));
    addEventListener("keydown", (event) => event.key === "Escape" && this.#abandon());
  }

  #down(event) {
    this.#penSeen ||= event.pointerType === "pen";
    const restingPalm = this.#penSeen && event.pointerType === "touch";
    const draws = event.button === 0 || event.buttons & PEN_ERASER_BUTTON;
    if (this.#stroke || restingPalm || !draws) return;

    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    const tool = event.buttons & PEN_ERASER_BUTTON ? "eraser" : this.tool;
    const width = tool === "eraser" ? this.width * ERASER_TO_PEN : this.width;
    this.#pointer = event.pointerId;
    this.#stroke = { tool, width, points: [this.#point(event)] };
    ink(this.context, this.#stroke);
  }

  #move(event) {
    if (!this.#stroke || event.pointerId !== this.#pointer) return;
    const start = this.#stroke.points.length;
    const coalesced = event.getCoalescedEvents?.() ?? [];
    for (const step of coalesced.length > 0 ? coalesced : [event]) this.#extend(this.#point(step));
    ink(this.context, this.#stroke, start);
  }

  #extend(point) {
    const [x, y] = this.#stroke.points.at(-1);
    if (Math.hypot(point[0] - x, point[1] - y) >= MIN_STEP_PX) this.#stroke.points.push(point);
  }

  #up(event) {
    if (!this.#stroke || event.pointerId !== this.#pointer) return;
    this.drawing.add(this.#stroke);
    this.#stroke = null;
    this.onChange();
  }

  #abandon() {
    if (!this.#stroke) return;
    this.#stroke = null;
    this.redraw();
  }

  /** [x, y, pressure, t_ms]; a pointer that knows no pressure counts as half pressed. */
  #point(event) {
    const paper = this.canvas.getBoundingClientRect();
    const scale = PAPER_PX / paper.width;
    return [
      rounded((event.clientX - paper.left) * scale, 1),
      rounded((event.clientY - paper.top) * scale, 1),
      rounded(event.pressure || 0.5, 2),
      Math.round(performance.now() - this.startedAt),
    ];
  }

  redraw() {
    this.context.fillStyle = "#fff";
    this.context.fillRect(0, 0, PAPER_PX, PAPER_PX);
    for (const stroke of this.drawing.strokes) ink(this.context, stroke);
  }

  /** Undo, redo or clear, by name; nothing while a stroke is being drawn. */
  step(name) {
    if (this.#stroke) return;
    this.drawing[name]();
    this.redraw();
    this.onChange();
  }

  /** The paper as a PNG. At once: `toBlob` waits for the browser to be idle, on a busy machine for seconds. */
  png() {
    const [, base64] = this.canvas.toDataURL("image/png").split(",");
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    return new Blob([bytes], { type: "image/png" });
  }
}
