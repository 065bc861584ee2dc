/** From the paper to the wall: asks for paintings, fills their tiles, hangs the chosen one. */

import { element, filled } from "../page.js";
import { preview } from "./label.js";
import { Refused, hang, paint, submissionOf } from "./painting.js";
import { Tiles, wished } from "./tiles.js";
import { patiently } from "./waiting.js";

/**
 * @typedef {import("./sketch-board.js").SketchBoard} SketchBoard
 * @typedef {{sketch: Blob, strokes: object | null, isDrawn: boolean}} Source
 */

const MAX_SEED = 2 ** 31 - 1;
const words = element("words").dataset;

/** @param {string} textContent */
function paragraph(textContent) {
  return Object.assign(document.createElement("p"), { textContent });
}

/** Says what went wrong; an answer without words, or none at all, counts as the gallery being away. @param {HTMLElement} place @param {unknown} error */
function tell(place, error) {
  const refused = error instanceof Refused && error.message ? error : new Refused(words.unreachable ?? "");
  const lines = [refused.message, ...refused.errors.map(({ field, detail }) => `${field}: ${detail}`)];
  place.replaceChildren(...lines.map(paragraph));
}

export class Easel {
  /** @type {AbortController | null} */
  #stopping = null;
  /** @type {Source | null} */
  #source = null;

  /** @param {SketchBoard} board @param {HTMLFormElement} studio @param {HTMLFormElement} hanging */
  constructor(board, studio, hanging) {
    this.board = board;
    this.studio = studio;
    this.hanging = hanging;
    this.tiles = new Tiles(element("paintings"), (style) => this.#nameOf(style));
    this.#on(studio, () => this.#paint());
    this.#on(hanging, () => this.#hang());
    hanging.addEventListener("input", () => this.#showLabel());
    element("stop").addEventListener("click", () => this.#stopping?.abort());
  }

  /** @param {HTMLFormElement} form @param {() => void} submit */
  #on(form, submit) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submit();
    });
  }

  /** @param {number} style */
  #nameOf(style) {
    const box = this.studio.querySelector(`[name=styles][value="${style}"]`) ?? element("surprise");
    return /** @type {HTMLElement} */ (box).dataset.name ?? "";
  }

  /** What is to be painted: the chosen picture, else the paper with its strokes. @returns {Source} */
  #take() {
    const [file] = element("sketch", HTMLInputElement).files ?? [];
    if (file) return { sketch: file, strokes: null, isDrawn: false };
    return { sketch: this.board.png(), strokes: this.board.drawing.document(), isDrawn: true };
  }

  async #paint() {
    element("trouble").replaceChildren();
    const source = this.#take();
    if (source.isDrawn && this.board.drawing.isBlank) return tell(element("trouble"), new Refused(words.blank ?? ""));

    const styles = new FormData(this.studio).getAll("styles").join(",") || element("surprise", HTMLInputElement).value;
    const order = { sketch: source.sketch, styles, seed: Math.floor(Math.random() * MAX_SEED) };
    await this.#order(order, source);
  }

  /** @param {import("./painting.js").Order} order @param {Source} source */
  async #order(order, source) {
    const src = URL.createObjectURL(source.sketch);
    this.#stopping = new AbortController();
    const finish = this.#begin(src, wished(order.styles));
    try {
      await paint(order, this.#listener(source), this.#stopping.signal);
      this.#say("painted");
    } catch (error) {
      if (this.#stopping.signal.aborted) this.#say("stopped");
      else tell(element("trouble"), error);
    } finally {
      finish();
      URL.revokeObjectURL(src);
    }
  }

  /** @param {Source} source */
  #listener(source) {
    return {
      sketch: () => (this.#source = source),
      painting: (/** @type {import("./painting.js").Painting} */ painting) => this.tiles.fill(painting),
      error: (/** @type {import("./painting.js").Failure} */ failure) => this.tiles.fail(failure),
    };
  }

  /** @param {string} src @param {number[]} styles @returns {() => void} what is to be done when nothing more comes */
  #begin(src, styles) {
    this.tiles.wait(src, styles);
    element("results").hidden = false;
    this.#busy(true);
    element("results").scrollIntoView();
    element("results-heading").focus({ preventScroll: true });
    const hush = patiently((word) => this.#say(word));
    return () => {
      hush();
      if (element("progress").textContent === words.painting) this.#say("");
      this.tiles.rest();
      this.#busy(false);
      this.#showLabel();
    };
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

  #showLabel() {
    element("label").hidden = !this.hanging.querySelector("[name=painting]:checked");
    preview(this.hanging);
  }

  async #hang() {
    const button = /** @type {HTMLButtonElement} */ (this.hanging.querySelector("[type=submit]"));
    button.disabled = true;
    element("hanging-trouble").replaceChildren();
    try {
      const submission = submissionOf(this.hanging, this.#source?.strokes ?? null);
      this.#celebrate(await hang({ ...submission, offered_styles: this.tiles.offered }));
    } catch (error) {
      tell(element("hanging-trouble"), error);
    } finally {
      button.disabled = false;
    }
  }

  /** The edit token is shown here and nowhere else. The paper is cleared, which can still be undone. @param {any} hung */
  #celebrate({ artwork, edit_token: token, edit_url: link, edit_qr: qr }) {
    const hidden = artwork.status !== "approved";
    const note = filled("hung-note", {
      ".lead.when-public": { hidden },
      ".lead.when-waiting": { hidden: !hidden },
      ".button.when-public": { hidden, href: `/artworks/${artwork.id}` },
      code: { textContent: token },
      ".edit-link": { href: link, textContent: link },
      ".qr": { innerHTML: qr },
      img: { src: artwork.painting.url },
      cite: { textContent: artwork.title },
      ".by": { textContent: artwork.artist },
    });
    if (this.#source?.isDrawn) this.board.step("clear");
    element("main").replaceChildren(note);
    element("main").querySelector("h1")?.focus();
    scrollTo(0, 0);
  }
}
