/** The paintings in their frames, each showing the file that is worth its bytes from where one stands. */

/** @import { Group } from "three" */
/** @import { Hanging, Pose, Room } from "./types.js" */

import { Color, Mesh, MeshBasicMaterial, SRGBColorSpace, Texture } from "three";
import { addFrame, addMat, MAT, PICTURE_OFF } from "./frame.js";
import { focused, mirrored, shaded } from "./materials.js";
import { linear } from "./colour.js";
import { panel, wallOf } from "./plan.js";
import { Quads } from "./quads.js";
import { wantedFiles } from "./variants.js";

/** @param {Room} room */
export function framesMesh(room) {
  const quads = new Quads();
  for (const hanging of room.hangings) {
    const wall = wallOf(room, hanging.wall);
    addFrame(quads, wall, hanging, linear(room.theme.frame));
    addMat(quads, wall, hanging);
  }
  return new Mesh(quads.geometry(), shaded());
}

/** One painting: its mesh, what the floor mirrors of it, and the file on them. */
class Picture {
  #url = "";
  #gone = false;
  /** @type {Texture | null} */
  #texture = null;

  /**
   * @param {Room} room
   * @param {Hanging} hanging
   */
  constructor(room, hanging) {
    this.place = hanging.place;
    const quads = new Quads();
    const { offset, eye } = hanging;
    const [u, v] = [hanging.width / 2 - MAT.picture, hanging.height / 2 - MAT.picture];
    quads.add(panel(wallOf(room, hanging.wall), offset - u, offset + u, eye - v, eye + v, PICTURE_OFF));
    const geometry = quads.geometry();
    const color = new Color(...linear(hanging.artwork.palette[0] ?? "#808080"));
    this.mesh = new Mesh(geometry, new MeshBasicMaterial({ color }));
    this.reflection = new Mesh(geometry, mirrored());
    this.reflection.material.color = color;
  }

  /**
   * Shows a file as soon as it is there; what was shown before stays until then. A file that cannot be had, because
   * its work was hidden meanwhile or the network is away, leaves things as they are.
   *
   * @param {string} url
   * @returns {Promise<boolean>} whether something else is to be seen now
   */
  async show(url) {
    if (url === this.#url) return false;
    this.#url = url;
    const image = new Image();
    image.src = url;
    try {
      await image.decode();
    } catch {
      return false;
    }
    if (this.#gone || url !== this.#url) return false;
    this.#hang(image);
    return true;
  }

  /** @param {HTMLImageElement} image */
  #hang(image) {
    this.#texture?.dispose();
    this.#texture = focused(new Texture(image));
    this.#texture.colorSpace = SRGBColorSpace;
    for (const { material } of [this.mesh, this.reflection]) {
      material.color = new Color(1, 1, 1);
      material.needsUpdate = !material.map;
      material.map = this.#texture;
    }
  }

  dispose() {
    this.#gone = true;
    this.#texture?.dispose();
  }
}

/** All paintings of a room. */
export class Pictures {
  /**
   * @param {Room} room
   * @param {Group} group where they hang
   * @param {Group} mirror
   */
  constructor(room, group, mirror) {
    this.room = room;
    this.pictures = room.hangings.map((hanging) => new Picture(room, hanging));
    for (const picture of this.pictures) {
      group.add(picture.mesh);
      mirror.add(picture.reflection);
    }
  }

  /**
   * @param {Pose} pose where somebody stands
   * @param {() => void} changed is called whenever there is something new to be seen
   */
  showFor(pose, changed) {
    for (const { place, url } of wantedFiles(this.room, pose)) {
      const picture = this.pictures.find((each) => each.place === place);
      void picture?.show(url).then((shown) => shown && changed());
    }
  }

  dispose() {
    for (const picture of this.pictures) picture.dispose();
  }
}
