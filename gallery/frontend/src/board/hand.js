/** The hand on the paper: pens, fingers and mice become lines; several fingers at once become gestures. */

import { Gesture } from "./gesture.js";
import { Line } from "./line.js";

/**
 * @typedef {import("./drawing.js").Point} Point
 * @typedef {import("./drawing.js").Step} Step
 * @typedef {import("./paper.js").Paper} Paper
 * @typedef {import("./settings.js").Settings} Settings
 * @typedef {{now: () => number, settings: Settings, draw: (step: Step) => void, tapped: (name: string) => void,
 *   look: () => void, penSeen: () => void, stamp: (x: number, y: number) => void}} Desk what the hand works with
 */

const PEN_ERASER_BUTTON = 32;
const ERASER_TO_PEN = 3;
// A pen that lies flat draws up to this much broader than its pressure says, as a pencil does.
const TILT = 0.8;
// A shaking hand moves less than this around the place that it means.
const STRING_PX = 60;

export class Hand {
  /** @type {Line | null} */
  #line = null;
  #pointer = -1;
  #gesture = new Gesture();
  /** @type {Set<number>} touches that draw nothing until they have left */
  #resting = new Set();

  /** @param {Paper} paper @param {Desk} desk */
  constructor(paper, desk) {
    this.paper = paper;
    this.desk = desk;
    const { canvas } = paper;
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
      canvas.addEventListener(end, (event) => this.#up(event));
    }
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  get isDrawing() {
    return this.#line !== null;
  }

  /** What is being drawn, as far as it has come. */
  get strokes() {
    return this.#line?.strokes ?? [];
  }

  /** @param {PointerEvent} event */
  #down(event) {
    const draws = event.button === 0 || event.buttons & PEN_ERASER_BUTTON;
    if (!draws) return;
    if (event.pointerType === "pen") this.desk.penSeen();
    if (event.pointerType === "touch" && !this.#touches(event)) return;
    if (this.#line && this.desk.settings.sticky) return this.#drop(event);
    if (this.#line) return;
    this.#begin(event);
  }

  /** Whether a touch draws: one finger does, unless only the pen may or a pen is drawing. @param {PointerEvent} event */
  #touches(event) {
    const penAtWork = this.#line && !this.#gesture.fingers && !this.desk.settings.sticky;
    if (penAtWork) {
      this.#resting.add(event.pointerId);
      return false;
    }
    this.#gesture.down(event.pointerId, event.clientX, event.clientY, event.timeStamp);
    if (this.#gesture.fingers > 1) this.abandon();
    return this.#gesture.fingers === 1 && !this.desk.settings.penOnly;
  }

  /** @param {PointerEvent} event */
  #begin(event) {
    const { settings } = this.desk;
    const [x, y] = this.paper.at(event);
    const erases = event.buttons & PEN_ERASER_BUTTON || settings.tool === "eraser";
    if (settings.tool === "stamp" && !erases) return this.desk.stamp(x, y);
    this.paper.canvas.setPointerCapture(event.pointerId);
    const width = erases ? settings.width * ERASER_TO_PEN : settings.width;
    const string = settings.steady ? STRING_PX : 0;
    this.#pointer = event.pointerId;
    this.#line = new Line({ ...settings, tool: erases ? "eraser" : "pen", width, string }, this.#point(event));
    this.paper.show(this.#line.strokes);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (this.#gesture.fingers > (this.desk.settings.penOnly ? 0 : 1)) return this.#pinch(event);
    const sticky = this.desk.settings.sticky && event.pointerType !== "touch";
    if (!this.#line || (event.pointerId !== this.#pointer && !sticky)) return;
    const steps = event.getCoalescedEvents?.() ?? [];
    for (const step of steps.length > 0 ? steps : [event]) this.#line.extend(this.#point(step));
    this.paper.show(this.#line.strokes);
  }

  /** @param {PointerEvent} event */
  #pinch(event) {
    const pinch = this.#gesture.move(event.pointerId, event.clientX, event.clientY);
    if (!pinch) return;
    const [clientX, clientY] = pinch.centre;
    const [x, y] = this.paper.at({ clientX, clientY });
    const scale = this.paper.canvas.width / this.paper.detail / this.paper.canvas.getBoundingClientRect().width;
    this.paper.zoom(pinch.zoom, [x, y]);
    const { view } = this.paper;
    this.paper.look(view.zoom, view.x + pinch.shift[0] * scale, view.y + pinch.shift[1] * scale);
    this.desk.look();
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (this.#resting.delete(event.pointerId)) return;
    const tapped = event.pointerType === "touch" ? this.#gesture.up(event.pointerId, event.timeStamp) : null;
    if (tapped) return this.desk.tapped(tapped);
    if (!this.#line || event.pointerId !== this.#pointer) return;
    if (event.type === "pointercancel") return this.abandon();
    if (!this.desk.settings.sticky) this.#finish();
  }

  /** The second click of a line that is drawn without holding anything down. @param {PointerEvent} event */
  #drop(event) {
    this.#line?.extend(this.#point(event));
    this.#finish();
  }

  #finish() {
    const line = this.#line;
    this.#line = null;
    if (line) this.desk.draw(line.finish());
  }

  /** Takes back the line that is being drawn. */
  abandon() {
    if (!this.#line) return;
    this.#line = null;
    this.paper.show([]);
  }

  /** A pointer that knows no pressure counts as half pressed. @param {PointerEvent} event @returns {Point} */
  #point(event) {
    const pressed = this.desk.settings.pressure ? event.pressure || 0.5 : 0.5;
    const tilt = Math.hypot(event.tiltX ?? 0, event.tiltY ?? 0) / 90;
    const pressure = this.desk.settings.pressure ? Math.min(1, pressed * (1 + TILT * Math.min(1, tilt))) : pressed;
    const [x, y] = this.paper.at(event);
    return [x, y, pressure, this.desk.now()];
  }
}
