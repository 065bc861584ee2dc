/**
 * <sketch-board>: the paper with its tools, in the page's own markup. It says `drawn` after every step that was taken and
 * `settled` when the settings changed; `drawing` is what was drawn, `png()` the paper as a picture.
 */

import { Drawing } from "./drawing.js";
import { FIGURES } from "./figures.js";
import { Hand } from "./hand.js";
import { keep, kept } from "./keeping.js";
import { Pad } from "./pad.js";
import { Paper, png } from "./paper.js";
import { keepSettings, read, restore, set } from "./settings.js";
import { sideOf, stamped } from "./stamp.js";
import { connectTools, offer } from "./tools.js";

/** @typedef {import("./drawing.js").Step} Step */

export class SketchBoard extends HTMLElement {
  drawing = new Drawing();
  /** @type {import("./settings.js").Settings} */
  settings = /** @type {any} */ ({});
  /** @type {Paper} */
  paper = /** @type {any} */ (null);
  /** @type {Pad} */
  pad = /** @type {any} */ (null);
  /** @type {Hand} */
  hand = /** @type {any} */ (null);
  #startedAt = performance.now();
  #penWasSeen = false;

  async connectedCallback() {
    this.hidden = false;
    this.paper = new Paper(/** @type {HTMLCanvasElement} */ (this.querySelector("canvas")));
    const [cross, voice] = [".cross", ".voice"].map((selector) => /** @type {HTMLElement} */ (this.querySelector(selector)));
    this.pad = new Pad(this, cross, voice);
    restore(document);
    this.#settle();
    this.hand = new Hand(this.paper, this);
    this.#drawFigures();
    connectTools(this);
    document.addEventListener("input", (event) => {
      if (/** @type {HTMLElement} */ (event.target).dataset.setting) this.#settle();
    });
    addEventListener("keydown", (event) => this.#key(event));
    this.drawing = Drawing.from(await kept());
    this.#startedAt -= this.drawing.lastMoment;
    this.look();
    this.#changed();
    this.dataset.ready = "";
  }

  /** Takes over what the controls say. */
  #settle() {
    Object.assign(this.settings, read(document));
    for (const name of /** @type {const} */ (["left", "pad"])) this.classList.toggle(name, this.settings[name]);
    this.dataset.tool = this.settings.tool;
    if (this.isMovedByButtons) this.pad.show();
    keepSettings(this.settings);
    this.dispatchEvent(new CustomEvent("settled"));
  }

  /** @param {string} name @param {string | number | boolean} value */
  set(name, value) {
    set(document, name, value);
    this.#settle();
  }

  get isMovedByButtons() {
    return this.settings.pad || this.settings.scan;
  }

  get isDrawing() {
    return this.hand.isDrawing || this.pad.isDown;
  }

  /** All that is to be seen: what is drawn, and the line that is not at its end yet. */
  get strokes() {
    return [...this.drawing.strokes, ...this.hand.strokes, ...this.pad.strokes];
  }

  /** The figures on the buttons that stamp them. */
  #drawFigures() {
    for (const path of document.querySelectorAll("path[data-figure]")) {
      path.setAttribute("d", FIGURES[/** @type {SVGPathElement} */ (path).dataset.figure ?? ""] ?? "");
    }
  }

  /** Milliseconds on the drawing's own clock. */
  now() {
    return performance.now() - this.#startedAt;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Escape") this.#abandon();
    const target = /** @type {Element} */ (event.target);
    const typing = target.closest?.("input[type=text], input:not([type]), textarea, select, dialog");
    if (typing || !(event.ctrlKey || event.metaKey)) return;
    const name = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    this.step(name);
  }

  #abandon() {
    this.hand.abandon();
    if (this.pad.isDown) this.pad.abandon();
    this.paper.show([]);
  }

  /** From the first touch of a pen on, the hand that holds it draws nothing; a switch takes that back. */
  penSeen() {
    if (!this.#penWasSeen && !this.settings.penOnly) this.set("penOnly", true);
    this.#penWasSeen = true;
  }

  /** Two fingers were tapped, or three. @param {string} name */
  tapped(name) {
    this.step(name);
  }

  /** @param {Step} step */
  draw(step) {
    this.drawing.add(step);
    this.paper.settle(step);
    this.#changed();
  }

  /** A figure around a place of the paper. @param {number} x @param {number} y */
  stamp(x, y) {
    const { stamp, width, mirror } = this.settings;
    this.draw(stamped(stamp, [x, y], { side: sideOf(width), width: 10, mirror, t: this.now() }));
    this.dispatchEvent(new CustomEvent("stamped"));
  }

  /** Undo, redo or clear, by name; nothing while a line is being drawn. @param {string | undefined} name */
  step(name) {
    if (this.hand.isDrawing || (name !== "undo" && name !== "redo" && name !== "clear")) return;
    if (this.pad.isDown) this.pad.lift();
    this.drawing[name]();
    this.look();
    this.#changed();
  }

  /** Shows the part of the paper that is looked at. */
  look() {
    this.paper.lay(this.drawing.strokes);
    this.dispatchEvent(new CustomEvent("looked", { detail: this.paper.view }));
    if (this.isMovedByButtons) this.pad.show();
  }

  /** Keeps the drawing, shows which steps there are to take, and tells whoever listens. */
  async #changed() {
    offer(this);
    this.dispatchEvent(new CustomEvent("drawn"));
    if (await keep(this.drawing.kept())) this.dataset.kept = String(this.drawing.steps.length);
  }

  png() {
    return png(this.drawing.strokes);
  }
}
