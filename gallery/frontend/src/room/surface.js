/** What walls and floors are made of: tiles of plaster, wood and stone, whose mean is 1 times their colour. */

import { dice, noise } from "./noise.js";

/** @typedef {{ width: number, height: number, data: Uint8ClampedArray }} Tile rgba, MEAN stands for 1 */

export const MEAN = 214;
export const TILE_M = { plaster: 2, wood: [3.2, 1.6], stone: 3.2 };
const BOARDS = 10;

/** @returns {Tile} */
export function plaster() {
  const cloud = noise(7, 7, 1);
  const trowel = noise(23, 31, 2);
  const grain = noise(128, 128, 3);
  return tile(256, 256, (x, y) => 1 + 0.012 * cloud(x, y) + 0.012 * trowel(x, y) + 0.018 * grain(x, y));
}

/** @returns {Tile} */
export function stone() {
  const cloud = noise(4, 5, 4);
  const patch = noise(13, 11, 5);
  const fleck = noise(90, 90, 6);
  const grain = noise(256, 256, 7);
  return tile(512, 512, (x, y) => {
    const joint = Math.min(edge(x * 2), edge(y * 2)) < 0.0022 ? 0.72 : 1;
    const speckle = fleck(x, y) > 0.72 ? -0.05 : 0;
    return joint * (1 + 0.045 * cloud(x, y) + 0.03 * patch(x, y) + 0.022 * grain(x, y) + speckle);
  });
}

/** @returns {Tile} boards that lie along x */
export function wood() {
  const roll = dice(8);
  const boards = Array.from({ length: BOARDS }, () => ({ shift: roll(), tones: [roll(), roll(), roll()] }));
  const wave = noise(5, 40, 9);
  const grain = noise(12, 230, 10);
  const fibre = noise(96, 256, 11);
  return tile(1024, 512, (x, y) => {
    const row = Math.floor(y * BOARDS);
    const { shift, tones } = boards[row];
    const along = ((x + shift) % 1) * 2;
    const tone = tones[Math.floor(along)] - 0.5;
    const side = edge(y * BOARDS) / BOARDS;
    const joint = side < 0.0016 || edge(along) < 0.0008 ? 0.6 : 1 - 0.05 * Math.exp(-side / 0.004);
    const lines = grain(x + tone, y + 0.13 * tone + 0.008 * wave(x, y));
    return joint * (1 + 0.13 * tone + 0.06 * lines + 0.035 * fibre(x, y) + 0.03 * wave(x + tone, y));
  });
}

/**
 * How far a place is from the nearest whole number.
 *
 * @param {number} at
 */
const edge = (at) => Math.abs(at - Math.round(at));

/**
 * @param {number} width
 * @param {number} height
 * @param {(x: number, y: number) => number} shade for 0-1
 * @returns {Tile}
 */
function tile(width, height, shade) {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const value = MEAN * shade((i % width) / width, Math.floor(i / width) / height);
    data[i * 4] = data[i * 4 + 1] = data[i * 4 + 2] = value;
    data[i * 4 + 3] = 255;
  }
  return { width, height, data };
}
