/**
 * <sketch-board>: the paper with its tools, in the page's own markup. It says `change` after every step that was taken;
 * `drawing` is what was drawn, `png()` the paper as a picture.
 */

import { Drawing } from "./drawing.js";
import { Hand } from "./hand.js";
import { keep, kept } from "./keeping.js";
import { Paper, png } from "./paper.js";
import { DEFAULTS } from "./settings.js";

export class SketchBoard extends HTMLElement {
  drawing = new Drawing();
  settings = { ...DEFAULTS };
  #startedAt = performance.now();

  async connectedCallback() {
    this.hidden = false;
    this.paper = new Paper(/** @type {HTMLCanvasElement} */ (this.querySelector("canvas")));
    this.hand = new Hand(this.paper, {
      now: () => performance.now() - this.#startedAt,
      settings: this.settings,
      drawn: (step) => this.#draw(step),
      tapped: (name) => this.step(/** @type {"undo" | "redo"} */ (name)),
      looked: () => this.#redraw(),
      penSeen: () => (this.settings.penOnly = true),
      stamp: () => {},
    });
    this.#listen();
    this.drawing = Drawing.from(await kept());
    this.#startedAt -= this.drawing.lastMoment;
    this.#redraw();
    this.#changed();
    this.dataset.ready = "";
  }

  #listen() {
    this.addEventListener("change", () => this.#choose());
    for (const button of this.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => this.step(/** @type {HTMLElement} */ (button).dataset.step));
    }
    addEventListener("keydown", (event) => this.#key(event));
    this.#askBeforeClearing();
    // The browser may have restored another choice than the markup's.
    this.#choose();
  }

  #choose() {
    const chosen = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (this.querySelector(`[name=${name}]:checked`)).value;
    this.settings.tool = /** @type {"pen" | "eraser"} */ (chosen("tool"));
    this.settings.width = Number(chosen("width"));
  }

  #askBeforeClearing() {
    const dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    this.querySelector("#clear")?.addEventListener("click", () => dialog.showModal());
    dialog.addEventListener("click", ({ target }) => {
      const { value } = /** @type {HTMLButtonElement} */ (target);
      if (value === "clear") this.step("clear");
      if (value) dialog.close();
    });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Escape") this.hand?.abandon();
    const target = /** @type {Element} */ (event.target);
    const typing = target.closest?.("input[type=text], input:not([type]), textarea, select, dialog");
    if (typing || !(event.ctrlKey || event.metaKey)) return;
    const name = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    this.step(name);
  }

  /** @param {import("./drawing.js").Step} step */
  #draw(step) {
    this.drawing.add(step);
    this.paper?.settle(step);
    this.#changed();
  }

  /** Undo, redo or clear, by name; nothing while a line is being drawn. @param {string | undefined} name */
  step(name) {
    if (this.hand?.isDrawing || (name !== "undo" && name !== "redo" && name !== "clear")) return;
    this.drawing[name]();
    this.#redraw();
    this.#changed();
  }

  #redraw() {
    this.paper?.lay(this.drawing.strokes);
  }

  /** Keeps the drawing, shows which steps there are to take, and tells whoever listens. */
  async #changed() {
    const { steps, undone } = this.drawing;
    this.#enable("[data-step=undo]", steps.length > 0);
    this.#enable("[data-step=redo]", undone.length > 0);
    this.#enable("#clear", this.drawing.strokes.length > 0);
    this.dispatchEvent(new CustomEvent("drawn"));
    if (await keep(this.drawing.kept())) this.dataset.kept = String(steps.length);
  }

  /** @param {string} selector @param {boolean} enabled */
  #enable(selector, enabled) {
    /** @type {HTMLButtonElement} */ (this.querySelector(selector)).disabled = !enabled;
  }

  png() {
    return png(this.drawing.strokes);
  }
}
