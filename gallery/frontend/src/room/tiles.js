/** The tiles that all rooms share, each made when it is first needed. */

/** @import { Texture } from "three" */
/** @import { Tile } from "./surface.js" */

import { tileTexture } from "./materials.js";
import { plaster, stone, wood } from "./surface.js";

export class Tiles {
  /** @type {Map<() => Tile, Texture>} */
  #made = new Map();

  get plaster() {
    return this.#texture(plaster);
  }

  get stone() {
    return this.#texture(stone);
  }

  get wood() {
    return this.#texture(wood);
  }

  /** @param {() => Tile} make */
  #texture(make) {
    const texture = this.#made.get(make) ?? tileTexture(make());
    this.#made.set(make, texture);
    return texture;
  }

  dispose() {
    for (const texture of this.#made.values()) texture.dispose();
  }
}
