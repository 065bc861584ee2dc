/** Many flat pieces as one mesh. */

/** @import { Point } from "./types.js" */
/** @import { Rgb } from "./colour.js" */

import { BufferAttribute, BufferGeometry } from "three";

/** @typedef {[number, number]} Uv */
/** @typedef {[Point, Point, Point, Point]} Corners counter-clockwise, as seen from the front */

/** @type {[Uv, Uv, Uv, Uv]} */
const WHOLE = [[0, 0], [1, 0], [1, 1], [0, 1]];

export class Quads {
  /** @type {number[]} */
  #points = [];
  /** @type {number[]} */
  #uvs = [];
  /** @type {number[]} */
  #lightUvs = [];
  /** @type {number[]} */
  #colours = [];
  /** @type {number[]} */
  #indices = [];

  /**
   * @param {Corners} corners
   * @param {{ colours?: Rgb | Rgb[], uvs?: Uv[], lightUvs?: Uv[] }} [looks] of all corners, or of each
   */
  add(corners, { colours = [1, 1, 1], uvs = WHOLE, lightUvs = WHOLE } = {}) {
    const first = this.#points.length / 3;
    corners.forEach(({ x, y, z }, i) => {
      this.#points.push(x, y, z);
      this.#uvs.push(...uvs[i]);
      this.#lightUvs.push(...lightUvs[i]);
      this.#colours.push(.../** @type {Rgb} */ (Array.isArray(colours[0]) ? colours[i] : colours));
    });
    this.#indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
  }

  /** @returns {BufferGeometry} with uv for a material, uv1 for its light */
  geometry() {
    const geometry = new BufferGeometry();
    const attribute = (/** @type {number[]} */ values, /** @type {number} */ size) =>
      new BufferAttribute(new Float32Array(values), size);
    geometry.setAttribute("position", attribute(this.#points, 3));
    geometry.setAttribute("uv", attribute(this.#uvs, 2));
    geometry.setAttribute("uv1", attribute(this.#lightUvs, 2));
    geometry.setAttribute("color", attribute(this.#colours, 3));
    geometry.setIndex(this.#indices);
    return geometry;
  }
}
