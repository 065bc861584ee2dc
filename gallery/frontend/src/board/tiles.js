/** The tiles of the paintings: each waits with the drawing in it until its painting is there. */

import { element, filled } from "../page.js";

/**
 * @typedef {import("./painting.js").Painting} Painting
 * @typedef {import("./painting.js").Failure} Failure
 */

/** How many free draws, or which named styles, a `styles` field asks for. @param {string} styles @returns {number[]} */
export function wished(styles) {
  const free = /^random:(\d+)$/.exec(styles);
  if (free) return Array(Number(free[1])).fill(0);
  return styles ? styles.split(",").map(Number) : [];
}

export class Tiles {
  /** @type {Element[]} what was there before */
  #before = [];

  /** @param {HTMLElement} list @param {(style: number) => string} nameOf */
  constructor(list, nameOf) {
    this.list = list;
    this.nameOf = nameOf;
  }

  /** The styles that are there to choose from. */
  get offered() {
    return [...this.list.querySelectorAll("input")].map((input) => Number(input.dataset.style));
  }

  /** The drawing waits in a tile for each painting to come. @param {string} src @param {number[]} styles */
  wait(src, styles) {
    this.#before = [...this.list.children];
    this.list.replaceChildren(
      ...styles.map((style) => {
        const tile = filled("waiting-tile", { img: { src }, ".name": { textContent: this.nameOf(style) } });
        /** @type {HTMLElement} */ (tile.firstElementChild).dataset.style = String(style);
        return tile;
      }),
    );
  }

  /** @param {Painting} painting */
  fill({ id, url, style, seed }) {
    const tile = filled("painting-tile", {
      input: { value: id },
      img: { src: url },
      ".name": { textContent: this.nameOf(style) },
      ".number": { textContent: style === 0 ? String(this.#place(style) + 1) : "" },
    });
    Object.assign(/** @type {HTMLInputElement} */ (tile.querySelector("input")).dataset, { style, seed, url });
    this.#waiting(style)?.replaceWith(tile);
  }

  /** @param {Failure} failure */
  fail({ style, problem }) {
    const parts = { ".name": { textContent: this.nameOf(style) }, ".detail": { textContent: problem.detail } };
    this.#waiting(style)?.replaceWith(filled("failed-tile", parts));
  }

  /** Nothing more comes: what waits is taken away; where nothing came at all, what was there before comes back. */
  rest() {
    for (const tile of this.list.querySelectorAll(".waiting")) tile.remove();
    if (!this.list.querySelector("input") && this.#before.length > 0) this.list.replaceChildren(...this.#before);
    element("results").hidden = this.list.children.length === 0;
  }

  /** @param {number} style */
  #waiting(style) {
    return this.list.querySelector(`.waiting[data-style="${style}"]`);
  }

  /** @param {number} style */
  #place(style) {
    const tile = this.#waiting(style);
    return tile ? [...this.list.children].indexOf(tile) : 0;
  }
}
