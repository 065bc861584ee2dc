/** From the paper to the wall: asks for paintings, shows them as tiles, hangs the chosen one. */

import { Refused, hang, paint, submissionOf } from "./painting.js";
import { preview } from "./preview.js";

// After this long without an answer, people want to hear that all is well.
const PATIENCE_MS = 6_000;

const element = (id) => document.getElementById(id);
const words = element("words").dataset;

/** A copy of a template with properties set on the parts that the selectors name. */
function filled(template, parts) {
  const copy = element(template).content.cloneNode(true);
  for (const [selector, properties] of Object.entries(parts)) {
    Object.assign(copy.querySelector(selector), properties);
  }
  return copy;
}

function paragraph(textContent) {
  return Object.assign(document.createElement("p"), { textContent });
}

/** Says what went wrong; an answer without words, or none at all, counts as the gallery being away. */
function tell(place, error) {
  const said = error instanceof Refused && error.message;
  const lines = said ? [error.message, ...error.errors.map((one) => `${one.field}: ${one.detail}`)] : [words.unreachable];
  place.replaceChildren(...lines.map(paragraph));
}

/** How many paintings a `styles` field asks for. */
function countOf(styles) {
  return Number(styles.match(/^random:(\d+)$/)?.[1] ?? styles.split(",").length);
}

export class Easel {
  #stopping = null;
  #source = null;

  constructor(board, studio, hanging) {
    this.board = board;
    this.studio = studio;
    this.hanging = hanging;
    const boxes = [...studio.querySelectorAll("[name=styles]")];
    this.names = new Map(boxes.map((box) => [box.value, box.dataset.name]));
    this.#on(studio, () => this.#paint());
    this.#on(hanging, () => this.#hang());
    hanging.addEventListener("input", () => this.#showLabel());
    element("stop").addEventListener("click", () => this.#stopping?.abort());
  }

  #on(form, submit) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submit();
    });
  }

  /** What is to be painted: the chosen picture, else the paper with its strokes. */
  #take() {
    const file = this.studio.elements.sketch.files[0];
    if (file) return { sketch: file, strokes: null, isDrawn: false };
    return { sketch: this.board.png(), strokes: this.board.drawing.document(), isDrawn: true };
  }

  async #paint() {
    element("trouble").replaceChildren();
    const source = this.#take();
    if (source.isDrawn && this.board.drawing.isBlank) return tell(element("trouble"), new Refused(words.blank));

    const styles = new FormData(this.studio).getAll("styles").join(",") || element("surprise").value;
    const before = [...element("paintings").children];
    const src = URL.createObjectURL(source.sketch);
    this.#stopping = new AbortController();
    this.#wait(src, countOf(styles));
    try {
      this.#show(await paint(source.sketch, styles, this.#stopping.signal));
      this.#source = source;
    } catch (error) {
      this.#giveUp(error, before);
    } finally {
      URL.revokeObjectURL(src);
      this.#rest();
    }
  }

  /** The drawing waits in a tile for each painting to come. */
  #wait(src, count) {
    element("paintings").replaceChildren(...Array.from({ length: count }, () => filled("waiting-tile", { img: { src } })));
    element("label").hidden = true;
    element("results").hidden = false;
    element("progress").textContent = words.painting;
    element("paint").disabled = true;
    element("stop").hidden = false;
    this.patience = setTimeout(() => (element("progress").textContent = words.patience), PATIENCE_MS);
  }

  #rest() {
    clearTimeout(this.patience);
    element("paint").disabled = false;
    element("stop").hidden = true;
  }

  /** Paintings that were there before come back. */
  #giveUp(error, before) {
    element("paintings").replaceChildren(...before);
    element("results").hidden = before.length === 0;
    this.#showLabel();
    const { aborted } = this.#stopping.signal;
    element("progress").textContent = aborted ? words.stopped : "";
    if (!aborted) tell(element("trouble"), error);
  }

  #show({ paintings, failed }) {
    const name = (style) => ({ textContent: this.names.get(String(style)) ?? element("surprise").dataset.name });
    this.offered = paintings.map(({ style }) => style);
    element("paintings").replaceChildren(
      ...paintings.map(({ id, url, style }, i) =>
        filled("painting-tile", {
          input: { value: id },
          img: { src: url },
          ".number": { textContent: style === 0 ? i + 1 : "" },
          ".name": name(style),
        })),
      ...failed.map(({ style, problem }) =>
        filled("failed-tile", { ".name": name(style), ".detail": { textContent: problem.detail } })),
    );
    element("progress").textContent = words.painted;
    element("results-heading").focus({ preventScroll: true });
    element("results").scrollIntoView();
  }

  #showLabel() {
    element("label").hidden = !this.hanging.querySelector("[name=painting]:checked");
    preview(this.hanging);
  }

  async #hang() {
    const button = this.hanging.querySelector("[type=submit]");
    button.disabled = true;
    element("hanging-trouble").replaceChildren();
    try {
      const submission = submissionOf(this.hanging, this.#source.strokes);
      this.#celebrate(await hang({ ...submission, offered_styles: this.offered }));
    } catch (error) {
      tell(element("hanging-trouble"), error);
    } finally {
      button.disabled = false;
    }
  }

  /** The edit token is shown here and nowhere else. The paper is cleared, which can still be undone. */
  #celebrate({ artwork, edit_token: token }) {
    const hidden = artwork.status !== "approved";
    const note = filled("hung-note", {
      ".lead.when-public": { hidden },
      ".lead.when-waiting": { hidden: !hidden },
      ".button.when-public": { hidden, href: `/artworks/${artwork.id}` },
      code: { textContent: token },
      img: { src: artwork.painting.url },
      cite: { textContent: artwork.title },
      ".by": { textContent: artwork.artist },
    });
    if (this.#source.isDrawn) this.board.step("clear");
    element("main").replaceChildren(note);
    element("main").querySelector("h1").focus();
    scrollTo(0, 0);
  }
}
