/** The labels beside the works, and the signs over the doors: cards on one canvas. */

/** @import { Artwork, Exhibition, Room, Theme } from "./types.js" */
/** @import { Uv } from "./quads.js" */
/** @import { Wall } from "./plan.js" */

import { CanvasTexture, Mesh, MeshBasicMaterial, SRGBColorSpace } from "three";
import { broken } from "./lines.js";
import { focused } from "./materials.js";
import { doorHeight, LABEL, labelPlace, panel, wallOf } from "./plan.js";
import { Quads } from "./quads.js";

const CARD = { width: 528, height: 240 };
const COLUMNS = 3;
const PAD = 22;
const OFF = 0.006;
const EDGE = "rgb(0 0 0 / 0.35)";
const SIGN = { width: 0.66, height: 0.3 };
const SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, "Noto Serif KR", "Noto Serif CJK KR", Georgia, serif';
const SANS = '"Segoe UI", Roboto, "Noto Sans KR", "Noto Sans CJK KR", sans-serif';

export class Labels {
  #canvas = document.createElement("canvas");
  /** @type {CanvasTexture} */
  #texture;

  /**
   * @param {Exhibition} exhibition
   * @param {Room} room
   */
  constructor(exhibition, room) {
    const cards = room.hangings.length + room.doors.length;
    this.#canvas.width = COLUMNS * CARD.width;
    this.#canvas.height = Math.max(Math.ceil(cards / COLUMNS), 1) * CARD.height;
    room.hangings.forEach(({ artwork }, i) => this.#write(i, room.theme, artwork));
    room.doors.forEach(({ to }, i) => this.#sign(room.hangings.length + i, room.theme, exhibition, to));
    this.#texture = focused(new CanvasTexture(this.#canvas));
    this.#texture.colorSpace = SRGBColorSpace;
    this.mesh = new Mesh(this.#geometry(room), new MeshBasicMaterial({ map: this.#texture }));
  }

  /**
   * Puts the drawings on the labels, small, when they have come.
   *
   * @param {Room} room
   * @param {() => void} changed
   */
  async draw(room, changed) {
    await Promise.all(room.hangings.map(({ artwork }, i) => this.#drawing(i, artwork.sketch.url)));
    this.#texture.needsUpdate = true;
    changed();
  }

  /** @param {Room} room */
  #geometry(room) {
    const quads = new Quads();
    room.hangings.forEach((hanging, i) => {
      const { u, v } = labelPlace(room, hanging);
      quads.add(card(wallOf(room, hanging.wall), u, v, LABEL), { uvs: this.#uvs(i) });
    });
    room.doors.forEach((door, i) => {
      const v = doorHeight(room) + 0.04 + SIGN.height / 2;
      const wall = wallOf(room, door.wall);
      quads.add(card(wall, door.offset, v, SIGN), { uvs: this.#uvs(room.hangings.length + i) });
    });
    return quads.geometry();
  }

  /**
   * @param {number} index
   * @returns {Uv[]}
   */
  #uvs(index) {
    const { x, y } = this.#corner(index);
    const [left, right] = [x / this.#canvas.width, (x + CARD.width) / this.#canvas.width];
    const [top, low] = [1 - y / this.#canvas.height, 1 - (y + CARD.height) / this.#canvas.height];
    return [[left, low], [right, low], [right, top], [left, top]];
  }

  /** @param {number} index */
  #corner(index) {
    return { x: (index % COLUMNS) * CARD.width, y: Math.floor(index / COLUMNS) * CARD.height };
  }

  /**
   * @param {number} index
   * @param {Theme} theme
   */
  #card(index, { label }) {
    const paint = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext("2d"));
    const { x, y } = this.#corner(index);
    paint.fillStyle = label.paper;
    paint.fillRect(x, y, CARD.width, CARD.height);
    paint.fillStyle = EDGE;
    paint.fillRect(x, y + CARD.height - 4, CARD.width, 4);
    paint.fillRect(x + CARD.width - 2, y, 2, CARD.height);
    paint.fillStyle = label.ink;
    paint.textBaseline = "alphabetic";
    return { paint, x, y };
  }

  /**
   * @param {number} index
   * @param {Theme} theme
   * @param {Artwork} artwork
   */
  #write(index, theme, { title, artist }) {
    const { paint, x, y } = this.#card(index, theme);
    const left = x + CARD.height;
    const width = CARD.width - CARD.height - PAD;
    paint.font = `italic 500 40px ${SERIF}`;
    const lines = broken(paint, title, width, 3);
    const top = y + CARD.height / 2 - (lines.length * 46 + 40) / 2 + 36;
    lines.forEach((line, i) => paint.fillText(line, left, top + i * 46));
    paint.font = `30px ${SANS}`;
    paint.fillText(broken(paint, artist, width, 1)[0], left, top + lines.length * 46 + 2);
  }

  /**
   * @param {number} index
   * @param {Theme} theme
   * @param {Exhibition} exhibition
   * @param {number} to
   */
  #sign(index, theme, { rooms }, to) {
    const { paint, x, y } = this.#card(index, theme);
    const next = rooms.find(({ number }) => number === to);
    paint.textAlign = "center";
    paint.font = `600 72px ${SERIF}`;
    paint.fillText(String(to), x + CARD.width / 2, y + 96);
    paint.font = `italic 500 44px ${SERIF}`;
    const lines = broken(paint, next?.title ?? "", CARD.width - 2 * PAD, 2);
    lines.forEach((line, i) => paint.fillText(line, x + CARD.width / 2, y + 158 + i * 50));
    paint.textAlign = "start";
  }

  /**
   * @param {number} index
   * @param {string} url
   */
  async #drawing(index, url) {
    const image = new Image();
    image.src = url;
    try {
      await image.decode();
    } catch {
      return; // A label without its drawing still says whose the work is.
    }
    const { x, y } = this.#corner(index);
    const side = CARD.height - 2 * PAD;
    this.#canvas.getContext("2d")?.drawImage(image, x + PAD, y + PAD, side, side);
  }

  dispose() {
    this.#texture.dispose();
  }
}

/**
 * @param {Wall} wall
 * @param {number} u
 * @param {number} v
 * @param {{ width: number, height: number }} size
 */
function card(wall, u, v, { width, height }) {
  return panel(wall, u - width / 2, u + width / 2, v - height / 2, v + height / 2, OFF);
}
