/** From the paper to the choice: asks for paintings and fills their tiles. */

import { element } from "../page.js";
import { Refused, paint } from "./painting.js";
import { orderAlike, orderOf, sourceOf, wishes } from "./order.js";
import { Tiles } from "./tiles.js";
import { patiently } from "./waiting.js";

/**
 * @typedef {import("./sketch-board.js").SketchBoard} SketchBoard
 * @typedef {import("./order.js").Source} Source
 * @typedef {import("./painting.js").Order} Order
 * @typedef {import("./painting.js").Painting} Painting
 */

const words = element("words").dataset;

/** @param {string} textContent */
function paragraph(textContent) {
  return Object.assign(document.createElement("p"), { textContent });
}

/** Says what went wrong; an answer without words, or none at all, counts as the gallery being away. @param {HTMLElement} place @param {unknown} error */
export function tell(place, error) {
  const refused = error instanceof Refused && error.message ? error : new Refused(words.unreachable ?? "");
  const lines = [refused.message, ...refused.errors.map(({ field, detail }) => `${field}: ${detail}`)];
  place.replaceChildren(...lines.map(paragraph));
}

export class Easel {
  /** @type {AbortController | null} */
  #stopping = null;
  #hush = () => {};
  /** @type {{source: Source, order: Order, crop: [number, number, number]} | null} what the paintings were made of */
  made = null;

  /** @param {SketchBoard} board @param {HTMLFormElement} studio @param {HTMLFormElement} hanging */
  constructor(board, studio, hanging) {
    this.board = board;
    this.studio = studio;
    this.hanging = hanging;
    this.tiles = new Tiles(element("paintings"));
    studio.addEventListener("submit", (event) => {
      event.preventDefault();
      this.paint();
    });
    element("stop").addEventListener("click", () => this.#stopping?.abort());
  }

  /** What is wished for, in the styles that are ticked or in others. @param {string} [styles] */
  async paint(styles) {
    element("trouble").replaceChildren();
    try {
      const source = sourceOf(this.board);
      const like = document.getElementById("like")?.dataset ?? {};
      const order = orderOf(this.studio, source, styles);
      await this.#paint(order, source, wishes(this.studio, order, { style: Number(like.style), name: like.name ?? "" }));
    } catch (error) {
      tell(element("trouble"), error);
    }
  }

  /** The same drawing, like a painting that was made of it, which stays among them. @param {Painting} painting @param {number} variation 0-1 */
  async paintAlike(painting, variation) {
    if (!this.made) return;
    const { source, order } = this.made;
    const alike = { style: painting.style, name: words.alike ?? "" };
    try {
      const siblings = orderAlike(painting, order, variation);
      await this.#paint(siblings, source, wishes(this.studio, siblings, alike), painting.id);
    } catch (error) {
      tell(element("trouble"), error);
    }
  }

  /** @param {Order} order @param {Source} source @param {import("./order.js").Wish[]} all @param {string} [kept] a painting that stays */
  async #paint(order, source, all, kept) {
    const src = URL.createObjectURL(source.sketch);
    this.#stopping?.abort();
    const stopping = (this.#stopping = new AbortController());
    const finish = this.#begin(src, all, kept);
    try {
      await paint(order, this.#listener(order, source), stopping.signal);
      this.#say("painted");
    } catch (error) {
      this.#say(stopping.signal.aborted ? "stopped" : "");
      if (!stopping.signal.aborted) throw error;
    } finally {
      finish();
      URL.revokeObjectURL(src);
    }
  }

  /** @param {Order} order @param {Source} source */
  #listener(order, source) {
    return {
      crowded: () => this.#wait("crowded"),
      sketch: (/** @type {import("./painting.js").Sketch} */ { crop }) => {
        this.made = { order, source, crop };
        this.#wait();
      },
      painting: (/** @type {Painting} */ painting) => this.tiles.fill(painting),
      error: (/** @type {import("./painting.js").Failure} */ failure) => this.tiles.fail(failure),
    };
  }

  /** @param {string} src @param {import("./order.js").Wish[]} all @param {string} [kept] @returns {() => void} what is to be done when nothing more comes */
  #begin(src, all, kept) {
    this.tiles.wait(src, all, kept);
    element("results").hidden = false;
    this.#busy(true);
    element("results").scrollIntoView();
    element("results-heading").focus({ preventScroll: true });
    this.#wait();
    return () => {
      this.#hush();
      this.tiles.rest();
      this.#busy(false);
      this.hanging.dispatchEvent(new Event("input"));
    };
  }

  /** Says that it is being painted, or, for as long as there is no room, why not. @param {string} [word] */
  #wait(word) {
    this.#hush();
    if (word) this.#say(word);
    this.#hush = word ? () => {} : patiently((later) => this.#say(later));
  }

  /** @param {boolean} busy */
  #busy(busy) {
    element("paint", HTMLButtonElement).disabled = busy;
    element("stop").hidden = !busy;
  }

  /** @param {string} word */
  #say(word) {
    element("progress").textContent = words[word] ?? "";
  }
}
