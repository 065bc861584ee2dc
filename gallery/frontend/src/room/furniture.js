/** The bench, with what somebody left on it, and the spots on their rails. */

/** @import { Texture } from "three" */
/** @import { Hanging, Room } from "./types.js" */
/** @import { Rgb } from "./colour.js" */
/** @import { Wall } from "./plan.js" */

import { DoubleSide, Mesh } from "three";
import { brightness, linear, lit, mixed, tint } from "./colour.js";
import { BENCH } from "./ground.js";
import { LAMP } from "./light.js";
import { shaded } from "./materials.js";
import { fromWall, hungOn, panel, WALLS, wallOf } from "./plan.js";
import { Quads } from "./quads.js";

const SEAT = 0.075;
const LEG = 0.07;
const SPOT = { radius: 0.045, length: 0.15, sides: 10 };

/** @typedef {[number, number, number]} Triple */

/** A pad of paper and a pencil on the bench: middle, size and colour, without the wood's grain.
 * @type {[Triple, Triple, Rgb][]} */
const LEFT_BEHIND = [
  [[-0.36, 0.009, 0.02], [0.3, 0.018, 0.21], [0.16, 0.13, 0.11]],
  [[-0.355, 0.021, 0.02], [0.285, 0.006, 0.2], [1.05, 1.02, 0.94]],
  [[-0.38, 0.028, 0.05], [0.17, 0.008, 0.008], [0.72, 0.16, 0.06]],
];

/**
 * @param {Room} room
 * @param {Texture} wood
 * @returns {Mesh | null}
 */
export function benchMesh({ bench, theme }, wood) {
  if (!bench) return null;
  const colour = mixed(linear(theme.floor), [0.34, 0.2, 0.11], 0.6);
  const quads = new Quads();
  const { length, depth, height } = BENCH;
  addBox(quads, [0, height - SEAT / 2, 0], [length, SEAT, depth], lit(colour, 1.15));
  for (const side of [-1, 1]) {
    const tall = height - SEAT;
    addBox(quads, [side * (length / 2 - 0.2), tall / 2, 0], [LEG, tall, depth - 0.06], lit(colour, 0.8));
  }
  for (const [[x, y, z], size, paint] of LEFT_BEHIND) addBox(quads, [x, height + y, z], size, paint, 0);
  const mesh = new Mesh(quads.geometry(), shaded(wood));
  mesh.position.set(bench.x, 0, bench.z);
  mesh.rotation.y = bench.turn;
  return mesh;
}

const GRAIN = [0, 0.1];
/** A spot of the wood between its joints. */
const PLAIN = [0.31, 0.15];

/** A box's sides: two axes that span it, and how bright it is.
 * @type {[Triple, Triple, Triple, number][]} */
const FACES = [
  [[0, 1, 0], [1, 0, 0], [0, 0, -1], 1],
  [[0, -1, 0], [1, 0, 0], [0, 0, 1], 0.3],
  [[0, 0, 1], [1, 0, 0], [0, 1, 0], 0.66],
  [[0, 0, -1], [-1, 0, 0], [0, 1, 0], 0.66],
  [[1, 0, 0], [0, 0, -1], [0, 1, 0], 0.55],
  [[-1, 0, 0], [0, 0, 1], [0, 1, 0], 0.55],
];

/**
 * @param {Quads} quads
 * @param {Triple} middle
 * @param {Triple} size
 * @param {Rgb} colour
 * @param {number} [grain] 0 for what is not of wood
 */
function addBox(quads, middle, size, colour, grain = 1) {
  for (const [out, right, up, light] of FACES) {
    const corner = (/** @type {number} */ a, /** @type {number} */ b) => {
      const [x, y, z] = middle.map((at, i) => at + (size[i] / 2) * (out[i] + a * right[i] + b * up[i]));
      return { x, y, z };
    };
    const [across, along] = [right, up].map((axis) => Math.abs(axis.reduce((sum, one, i) => sum + one * size[i], 0)));
    const [start, bottom] = grain ? GRAIN : PLAIN;
    const [end, top] = [start + (grain * across) / 3.2, bottom + (grain * along) / 6.4];
    const low = lit(colour, light * (out[1] === 0 ? 0.7 : 1));
    quads.add([corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)], {
      colours: [low, low, lit(colour, light), lit(colour, light)],
      uvs: [[start, bottom], [end, bottom], [end, top], [start, top]],
    });
  }
}

/**
 * @param {Room} room
 * @returns {Mesh}
 */
export function spotsMesh(room) {
  const quads = new Quads();
  const ceiling = linear(room.theme.ceiling);
  const metal = brightness(ceiling) > 0.25 ? lit(ceiling, 0.8) : mixed(ceiling, [1, 1, 1], 0.12);
  for (const name of WALLS) {
    const wall = wallOf(room, name);
    const works = hungOn(room, name);
    if (works.length) addRail(quads, wall, works, metal);
    for (const work of works) addSpot(quads, wall, work, metal, tint(room.theme.light.kelvin));
  }
  const material = shaded();
  material.side = DoubleSide;
  return new Mesh(quads.geometry(), material);
}

/**
 * @param {Quads} quads
 * @param {Wall} wall
 * @param {Hanging[]} works
 * @param {Rgb} metal
 */
function addRail(quads, wall, works, metal) {
  const left = Math.min(...works.map(({ offset }) => offset)) - 0.4;
  const right = Math.max(...works.map(({ offset }) => offset)) + 0.4;
  const [high, low] = [wall.height - 0.002, wall.height - 0.035];
  const [front, back] = [LAMP.off + 0.02, LAMP.off - 0.02];
  const corners = panel(wall, left, right, low, high, front);
  const behind = panel(wall, left, right, low, high, back);
  quads.add(corners, { colours: lit(metal, 0.7) });
  quads.add([behind[1], behind[0], behind[3], behind[2]], { colours: lit(metal, 0.8) });
  quads.add([behind[0], behind[1], corners[1], corners[0]], { colours: lit(metal, 0.45) });
}

/**
 * A can that points at its work, with light in its mouth.
 *
 * @param {Quads} quads
 * @param {Wall} wall
 * @param {Hanging} work
 * @param {Rgb} metal
 * @param {Rgb} light
 */
function addSpot(quads, wall, { offset, eye }, metal, light) {
  const top = wall.height - 0.06;
  const length = Math.hypot(LAMP.off, top - eye);
  const [down, in_] = [(top - eye) / length, LAMP.off / length];
  const ring = (/** @type {number} */ along, /** @type {number} */ i, radius = SPOT.radius) => {
    const turn = (i / SPOT.sides) * 2 * Math.PI;
    const [side, up] = [Math.cos(turn) * radius, Math.sin(turn) * radius];
    // Around the axis: `side` along the wall, `up` square to both.
    const [v, n] = [top - down * along + in_ * up, LAMP.off - in_ * along - down * up];
    return fromWall(wall, { u: offset + side, v, n });
  };
  const [mouth, back] = [ring(SPOT.length * 0.9, 0, 0), ring(0, 0, 0)];
  for (let i = 0; i < SPOT.sides; i++) {
    const shade = 0.5 + 0.3 * Math.sin(((i + 0.5) / SPOT.sides) * 2 * Math.PI);
    const [a, b, c, d] = [ring(0, i), ring(0, i + 1), ring(SPOT.length, i + 1), ring(SPOT.length, i)];
    quads.add([a, b, c, d], { colours: lit(metal, shade) });
    quads.add([mouth, d, c, mouth], { colours: lit(light, 1.05) });
    quads.add([back, a, b, back], { colours: lit(metal, 0.4) });
  }
}
