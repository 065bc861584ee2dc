/** The tiles of the paintings: each waits with the drawing in it until its painting is there. */

import { element, filled } from "../page.js";

/**
 * @typedef {import("./painting.js").Painting} Painting
 * @typedef {import("./painting.js").Failure} Failure
 */

export class Tiles {
  /** @type {Element[]} what was there before */
  #before = [];
  #stays = 0;

  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
  }

  /** The styles that are there to choose from. */
  get offered() {
    return [...this.list.querySelectorAll("input")].map((input) => Number(input.dataset.style));
  }

  /** The drawing waits in a tile for each painting to come. @param {string} src @param {import("./order.js").Wish[]} wishes @param {string} [kept] the painting that stays before them */
  wait(src, wishes, kept) {
    this.#before = [...this.list.children];
    const stays = this.#before.filter((tile) => kept && tile.querySelector("input")?.value === kept);
    this.#stays = stays.length;
    this.list.replaceChildren(
      ...stays,
      ...wishes.map(({ style, name }, i) => {
        const number = wishes.filter((wish) => wish.name === name).length > 1 ? String(i + 1) : "";
        const tile = filled("waiting-tile", { img: { src }, ".name": { textContent: name } });
        Object.assign(/** @type {HTMLElement} */ (tile.firstElementChild).dataset, { style, number });
        return tile;
      }),
    );
  }

  /** @param {Painting} painting */
  fill({ id, url, style, seed }) {
    const waiting = this.#waiting(style);
    const tile = filled("painting-tile", {
      input: { value: id },
      img: { src: url },
      ".name": { textContent: waiting?.querySelector(".name")?.textContent },
      ".number": { textContent: waiting?.dataset.number },
    });
    Object.assign(/** @type {HTMLInputElement} */ (tile.querySelector("input")).dataset, { style, seed, url });
    waiting?.replaceWith(tile);
  }

  /** @param {Failure} failure */
  fail({ style, problem }) {
    const waiting = this.#waiting(style);
    const name = { textContent: waiting?.querySelector(".name")?.textContent };
    waiting?.replaceWith(filled("failed-tile", { ".name": name, ".detail": { textContent: problem.detail } }));
  }

  /** Nothing more comes: what waits is taken away; where nothing came at all, what was there before comes back. */
  rest() {
    for (const tile of this.list.querySelectorAll(".waiting")) tile.remove();
    if (this.offered.length === this.#stays && this.#before.length > 0) this.list.replaceChildren(...this.#before);
    element("results").hidden = this.list.children.length === 0;
  }

  /** @param {number} style @returns {HTMLElement | null} */
  #waiting(style) {
    return this.list.querySelector(`.waiting[data-style="${style}"]`);
  }
}
