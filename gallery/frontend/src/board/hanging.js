/** From the choice to the wall: the chosen painting, what its label says, and the key that proves whose it is. */

import { element, filled } from "../page.js";
import { compare, connectCompare } from "./compare.js";
import { connectDraft } from "./draft.js";
import { tell } from "./easel.js";
import { preview } from "./label.js";
import { Refused, hang, submissionOf } from "./painting.js";

/** @typedef {import("./easel.js").Easel} Easel */

/** Hangs a painting; where its strokes are what is wrong, which no hand can put right, without them. Throws Refused. @param {Record<string, unknown>} submission */
async function hangAnyhow({ strokes, ...submission }) {
  try {
    return await hang(strokes ? { ...submission, strokes } : submission);
  } catch (error) {
    const isAboutStrokes = error instanceof Refused && error.errors.length > 0 && error.errors.every(({ field }) => field.startsWith("strokes"));
    if (isAboutStrokes) return hang(submission);
    throw error;
  }
}

export class Hanging {
  /** @param {Easel} easel @param {(() => void)} hung is called when it hangs */
  constructor(easel, hung) {
    this.easel = easel;
    this.form = easel.hanging;
    this.hung = hung;
    this.write = connectDraft(this.form);
    connectCompare();
    this.form.addEventListener("input", () => this.#show());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#hang();
    });
    element("alike").addEventListener("click", () => this.paintAlike());
    element("same-seed").addEventListener("click", () => {
      element("seed", HTMLInputElement).value = element("seed-used").textContent ?? "";
      /** @type {HTMLDetailsElement} */ (element("seed").closest("details")).open = true;
      element("seed").focus();
    });
  }

  /** More paintings like the chosen one, as different from it as somebody says. */
  async paintAlike() {
    const chosen = this.#chosen;
    const variation = Number(new FormData(this.form).get("variation"));
    if (chosen) await this.easel.paintAlike(chosen, variation);
  }

  get #chosen() {
    const input = /** @type {HTMLInputElement | null} */ (this.form.querySelector("[name=painting]:checked"));
    if (!input) return null;
    const { style, seed, url } = input.dataset;
    return { id: input.value, style: Number(style), seed: Number(seed), url: url ?? "" };
  }

  #show() {
    const chosen = this.#chosen;
    element("label").hidden = !chosen;
    if (!chosen) return;
    preview(this.form);
    this.write();
    element("seed-used").textContent = String(chosen.seed);
    this.#compare(chosen.url);
  }

  /** @param {string} url */
  #compare(url) {
    const place = /** @type {HTMLElement} */ (document.querySelector(".compare"));
    const { made } = this.easel;
    if (!made || place.dataset.shown === url) return;
    place.dataset.shown = url;
    const drawing = URL.createObjectURL(made.source.sketch);
    compare(url, drawing, made.crop);
  }

  async #hang() {
    const button = /** @type {HTMLButtonElement} */ (this.form.querySelector("[type=submit]"));
    button.disabled = true;
    element("hanging-trouble").replaceChildren();
    try {
      const submission = submissionOf(this.form, this.easel.made?.source.strokes ?? null);
      this.#celebrate(await hangAnyhow({ ...submission, offered_styles: this.easel.tiles.offered }));
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
      ".framed": { src: artwork.painting.url },
      cite: { textContent: artwork.title },
      ".by": { textContent: artwork.artist },
    });
    if (this.easel.made?.source.isDrawn) this.easel.board.step("clear");
    element("main").replaceChildren(note);
    element("main").querySelector("h1")?.focus();
    this.hung();
    scrollTo(0, 0);
  }
}
