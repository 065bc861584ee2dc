/** The easy mode: one step at a time, each with a few large buttons. The one switch goes over the same buttons. */

import { element } from "../page.js";
import { fitting } from "./feelings.js";
import { FIGURES } from "./figures.js";
import { Scanner } from "./scanner.js";

/**
 * @typedef {import("./easel.js").Easel} Easel
 * @typedef {"draw" | "feel" | "choose" | "hang" | "hung"} Step
 */

const FEELINGS_AT_ONCE = 5;
const PAINTINGS = 4;

export class Easy {
  #first = 0;
  #scanner = new Scanner(() => [document.querySelector("main") ?? document]);

  /** @param {Easel} easel @param {() => void} surprise @param {() => Promise<void>} alike has more painted like the chosen one */
  constructor(easel, surprise, alike) {
    this.easel = easel;
    this.alike = alike;
    this.board = easel.board;
    this.surprise = surprise;
    this.root = document.documentElement;
    for (const button of document.querySelectorAll("[data-easy]")) {
      button.addEventListener("click", () => this.#do(/** @type {HTMLElement} */ (button).dataset.easy ?? ""));
    }
    this.board.addEventListener("settled", () => this.#settle());
    this.board.addEventListener("drawn", () => this.#offer());
    this.board.addEventListener("stamped", () => this.board.settings.scan && this.#nextStamp());
    easel.studio.addEventListener("change", (event) => this.#chose(event));
    // Not only when it changes: who comes back to the paintings may choose the same one.
    easel.hanging.addEventListener("click", (event) => this.#chose(event));
    addEventListener("keydown", ({ key }) => key === "Escape" && this.isOn && this.#do("ordinary"));
    this.go("draw");
    this.#settle();
  }

  get isOn() {
    return this.board.settings.easy || this.board.settings.scan;
  }

  /** @param {Step} step */
  go(step) {
    this.root.dataset.at = step;
    if (this.isOn) scrollTo(0, 0);
    if (step === "feel") this.#turn(0);
    this.#scanner.again();
  }

  #settle() {
    const { scan, delay } = this.board.settings;
    this.root.classList.toggle("easy", this.isOn);
    this.root.classList.toggle("scanning", scan);
    if (scan && this.board.settings.tool !== "stamp") return this.board.set("tool", "stamp");
    if (scan) this.#scanner.start(delay);
    else this.#scanner.stop();
    this.#offer();
  }

  /** Which of the large buttons are pressed, and which can be. */
  #offer() {
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-easy][aria-pressed]"))) {
      button.setAttribute("aria-pressed", String(button.dataset.easy === this.board.settings.tool));
    }
    const { steps } = this.board.drawing;
    for (const button of document.querySelectorAll("[data-easy=undo]")) {
      /** @type {HTMLButtonElement} */ (button).disabled = steps.length === 0;
    }
  }

  /** @param {string} name */
  #do(name) {
    if (name === "pen" || name === "eraser") this.board.set("tool", name);
    else if (name === "stamp") this.#nextStamp();
    else if (name === "undo") this.board.step("undo");
    else if (name === "idea") this.surprise();
    else if (name === "feelings") this.#turn(this.#first + FEELINGS_AT_ONCE);
    else if (name === "paint") this.#paint();
    else if (name === "alike") this.#wait(this.alike);
    else if (name === "title" || name === "artist") this.#suggest(name);
    else if (name === "ordinary") this.#leave();
    else this.go(/** @type {Step} */ (name));
  }

  #leave() {
    this.board.set("scan", false);
    this.board.set("easy", false);
    this.go("draw");
  }

  /** Stamps; pressed again, with the next figure. */
  #nextStamp() {
    const names = Object.keys(FIGURES);
    const { tool, stamp } = this.board.settings;
    const next = tool === "stamp" ? names[(names.indexOf(stamp) + 1) % names.length] : stamp;
    this.board.set("stamp", next);
    this.board.set("tool", "stamp");
    document.querySelector("[data-easy=stamp] path")?.setAttribute("d", FIGURES[next]);
  }

  /** Some of the feelings at a time, so that there are few to choose from. @param {number} first */
  #turn(first) {
    const feelings = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".feelings li")]);
    this.#first = first < feelings.length ? first : 0;
    feelings.forEach((one, i) => one.classList.toggle("later", i < this.#first || i >= this.#first + FEELINGS_AT_ONCE));
    this.#scanner.again();
  }

  /** A feeling is chosen and the painting begins; a painting is chosen and its label comes. @param {Event} event */
  #chose({ target }) {
    const { name } = /** @type {HTMLInputElement} */ (target);
    if (!this.isOn) return;
    if (name === "feeling") this.#paint();
    if (name === "painting") this.#label();
  }

  /** In the styles that fit the feeling; once more, or without one, in surprising ones. */
  async #paint() {
    const again = this.root.dataset.at === "choose";
    const styles = (!again && fitting(this.easel.studio, PAINTINGS)) || `random:${PAINTINGS}`;
    const isLike = !again && this.easel.studio.querySelector("#like:checked");
    await this.#wait(() => this.easel.paint(isLike ? undefined : styles));
  }

  /** Among paintings that are being made. @param {() => Promise<void>} paint */
  async #wait(paint) {
    this.go("choose");
    await paint();
    this.#scanner.again();
    if (this.easel.tiles.offered.length === 0) this.go("draw");
  }

  #label() {
    for (const name of /** @type {const} */ (["title", "artist"])) {
      if (!this.#field(name).value) this.#suggest(name);
    }
    this.go("hang");
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.easel.hanging.elements.namedItem(name));
  }

  /** @param {"title" | "artist"} name */
  #suggest(name) {
    const words = (element("words").dataset[`${name}s`] ?? "").split("|");
    const field = this.#field(name);
    field.value = words[(words.indexOf(field.value) + 1) % words.length];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
