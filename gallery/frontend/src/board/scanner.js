/** The light of the one switch, on the page: it goes over the controls of the present step, and any press takes one. */

import { Scan } from "./scan.js";

const CONTROLS = "button, input[type=radio], input[type=checkbox], a.button";

export class Scanner {
  #scan = new Scan();
  #timer = 0;
  #lit = /** @type {Element | null} */ (null);
  #stopping = new AbortController();

  /** @param {() => ParentNode[]} places where the controls of the present step are */
  constructor(places) {
    this.places = places;
  }

  /** @param {number} delay_s how long each control is lit */
  start(delay_s) {
    this.stop();
    this.#stopping = new AbortController();
    const { signal } = this.#stopping;
    document.addEventListener("keydown", (event) => this.#key(event), { capture: true, signal });
    document.addEventListener("pointerdown", (event) => this.#press(event), { capture: true, signal });
    // What the press itself would have clicked on, wherever it happened to be.
    document.addEventListener("click", (event) => event.isTrusted && swallow(event), { capture: true, signal });
    this.#timer = window.setInterval(() => this.#tick(), delay_s * 1000);
  }

  stop() {
    clearInterval(this.#timer);
    this.#stopping.abort();
    this.#light(null);
    this.#scan.again();
  }

  /** The light begins anew, as other controls are there. */
  again() {
    this.#scan.again();
    this.#light(null);
  }

  #controls() {
    const all = this.places().flatMap((place) => [...place.querySelectorAll(CONTROLS)]);
    return /** @type {HTMLInputElement[]} */ (all).filter((one) => one.checkVisibility() && !one.disabled);
  }

  #tick() {
    const controls = this.#controls();
    this.#scan.tick(controls.length);
    this.#light(this.#scan.isResting ? null : (controls[this.#scan.at] ?? null));
  }

  /** @param {HTMLElement | null} control */
  #light(control) {
    this.#lit?.classList.remove("lit");
    this.#lit = control?.closest("label") ?? control;
    this.#lit?.classList.add("lit");
    control?.focus({ preventScroll: false });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === " " || event.key === "Enter") this.#press(event);
  }

  /** @param {Event} event */
  #press(event) {
    swallow(event);
    if (event instanceof KeyboardEvent && event.repeat) return;
    const taken = this.#controls()[this.#scan.press()];
    this.#light(null);
    taken?.click();
  }
}

/** @param {Event} event */
function swallow(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
