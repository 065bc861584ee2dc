/** Drawing with the arrow keys, or with buttons that do the same: the cursor, its pen, and what is said about them. */

import { FAR_PX, FINE_PX, STEP_PX, moved, ninth } from "./cursor.js";
import { PAPER_PX } from "./drawing.js";
import { Line } from "./line.js";

/** @typedef {import("./sketch-board.js").SketchBoard} SketchBoard */

const SPOKEN_EVERY_MS = 300;

export class Pad {
  /** @type {import("./cursor.js").Place} */
  place = [PAPER_PX / 2, PAPER_PX / 2];
  /** @type {Line | null} */
  #line = null;
  #speaking = 0;

  /** @param {SketchBoard} board @param {HTMLElement} cross @param {HTMLElement} voice with the words in its data */
  constructor(board, cross, voice) {
    this.board = board;
    this.cross = cross;
    this.voice = voice;
    this.canvas = /** @type {HTMLCanvasElement} */ (board.querySelector("canvas"));
    this.canvas.addEventListener("keydown", (event) => this.#key(event));
    this.canvas.addEventListener("blur", () => this.#line || board.isMovedByButtons || (cross.hidden = true));
    for (const button of board.querySelectorAll("[data-key]")) {
      button.addEventListener("click", () => this.press(/** @type {HTMLElement} */ (button).dataset.key ?? "", FAR_PX));
    }
  }

  get isDown() {
    return this.#line !== null;
  }

  /** What the cursor is drawing, as far as it has come. */
  get strokes() {
    return this.#line?.strokes ?? [];
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey && (event.key === "z" || event.key === "y")) return;
    const step_px = event.shiftKey ? FINE_PX : event.ctrlKey || event.altKey ? FAR_PX : STEP_PX;
    if (this.press(event.key, step_px)) event.preventDefault();
  }

  /** What a key does; whether it does anything. @param {string} key @param {number} step_px */
  press(key, step_px) {
    const next = moved(this.place, key, step_px);
    if (next) this.#go(next);
    else if (key === " ") this.#line ? this.lift() : this.#lower();
    else if (key === "Enter") this.#put();
    else if (key === "Delete" || key === "z") this.board.step("undo");
    else return false;
    this.show();
    return true;
  }

  /** @param {import("./cursor.js").Place} place */
  #go(place) {
    this.place = place;
    this.#line?.extend(this.#point());
    if (this.#line) this.board.paper.show(this.#line.strokes);
    this.#say();
  }

  #lower() {
    const { settings } = this.board;
    const tool = settings.tool === "eraser" ? "eraser" : "pen";
    const width = tool === "eraser" ? settings.width * 3 : settings.width;
    this.#line = new Line({ ...settings, tool, width, smoothing: 0, string: 0 }, this.#point());
    this.board.paper.show(this.#line.strokes);
    this.#say("down");
  }

  lift() {
    const line = this.#line;
    this.#line = null;
    if (line) this.board.draw(line.finish());
    this.#say("up");
  }

  /** Takes back what the cursor is drawing. */
  abandon() {
    this.#line = null;
  }

  #put() {
    if (this.board.settings.tool === "stamp") return this.board.stamp(...this.place);
    if (!this.#line) this.#lower();
    this.lift();
  }

  /** @returns {import("./drawing.js").Point} */
  #point() {
    return [...this.place, 0.5, this.board.now()];
  }

  /** Where the cursor is on the part of the paper that is looked at. */
  show() {
    const { zoom, x, y } = this.board.paper.view;
    this.cross.hidden = false;
    this.cross.classList.toggle("down", this.isDown);
    this.cross.style.left = `${((this.place[0] * zoom + x) / PAPER_PX) * 100}%`;
    this.cross.style.top = `${((this.place[1] * zoom + y) / PAPER_PX) * 100}%`;
    for (const button of this.board.querySelectorAll("[data-key=' ']")) {
      button.setAttribute("aria-pressed", String(this.isDown));
    }
  }

  /** Says where the cursor is, and that the pen went down or up; not more often than can be listened to. @param {"down" | "up"} [pen] */
  #say(pen) {
    clearTimeout(this.#speaking);
    const words = this.voice.dataset;
    const where = (words.ninths ?? "").split("|")[ninth(this.place)];
    const said = [...(pen ? [words[pen]] : []), where].join(", ");
    this.#speaking = window.setTimeout(() => (this.voice.textContent = said), pen ? 0 : SPOKEN_EVERY_MS);
  }
}
