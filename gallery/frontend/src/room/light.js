/**
 * The light on walls, floor and ceiling, worked out once: what comes from everywhere, the corners' shade, the pools of
 * the spots and the shadows of the frames. 1 is the light under which a wall has the colour of its theme.
 */

/** @import { Hanging, Room, WallName } from "./types.js" */
/** @import { Rgb } from "./colour.js" */

import { lit, tint } from "./colour.js";
import { BENCH } from "./ground.js";
import { doorsOn, fromWall, hungOn, WALLS, wallOf } from "./plan.js";

/** @typedef {{ width: number, height: number, data: Float32Array }} LightMap rgba, row after row from below */

const EVERYWHERE = 0.98;
const DIMMED = 0.2;
const POOL = 0.36;
const CORNER = 0.34;
const POOL_M = 2.2;
const WALL_PX = 36;
const FLOOR_PX = 20;
export const LAMP = { off: 1.35, below: 0.22 };

/**
 * @param {Room} room
 * @param {WallName} name
 * @returns {LightMap}
 */
export function wallLight(room, name) {
  const wall = wallOf(room, name);
  const works = hungOn(room, name);
  const colour = tint(room.theme.light.kelvin);
  return baked(wall.length, wall.height, WALL_PX, (u, v) => {
    const shade = corner(wall.length / 2 - Math.abs(u)) * corner(v) * corner(wall.height - v, 0.24);
    const rising = 0.94 + (0.1 * v) / wall.height;
    const spots = works.reduce((sum, work) => sum + pool(room, work, u, v), 0);
    const shadow = works.reduce((left, work) => left * frameShadow(work, u, v), 1);
    return lit(colour, (base(room) * shade * rising + POOL * room.theme.light.strength * spots) * shadow);
  });
}

/**
 * @param {Room} room
 * @returns {LightMap} rows from the south to the north
 */
export function floorLight(room) {
  const { width, depth } = room.size;
  const colour = tint(room.theme.light.kelvin);
  const works = room.hangings.map((work) => fromWall(wallOf(room, work.wall), { u: work.offset, v: 0, n: 0.85 }));
  const doors = WALLS.flatMap((name) => doorsOn(room, name)).map((door) =>
    fromWall(wallOf(room, door.wall), { u: door.offset, v: 0, n: 0.1 }),
  );
  return baked(width, depth, FLOOR_PX, (x, south) => {
    const z = depth / 2 - south;
    const shade = corner(width / 2 - Math.abs(x), 0.3) * corner(depth / 2 - Math.abs(z), 0.3) * underBench(room, x, z);
    const spill = works.reduce((sum, at) => sum + 0.3 * bell(Math.hypot(at.x - x, at.z - z) / 0.8), 0);
    const glow = doors.reduce((sum, at) => sum + 0.3 * bell(Math.hypot(at.x - x, at.z - z) / 0.7), 0);
    const sky = 0.14 * bell(x / (width * 0.36)) * bell(z / (depth * 0.36));
    return lit(colour, (base(room) * 0.9 + sky + glow + spill * room.theme.light.strength) * shade);
  });
}

/**
 * @param {Room} room
 * @returns {LightMap} rows from the south to the north
 */
export function ceilingLight(room) {
  const { width, depth } = room.size;
  const colour = tint(room.theme.light.kelvin);
  const sky = skylight(room);
  return baked(width, depth, FLOOR_PX, (x, south) => {
    const z = depth / 2 - south;
    const away = Math.hypot(Math.max(Math.abs(x) - sky.width / 2, 0), Math.max(Math.abs(z) - sky.depth / 2, 0));
    const shade = corner(width / 2 - Math.abs(x), 0.3) * corner(depth / 2 - Math.abs(z), 0.3);
    return lit(colour, (base(room) * 0.88 + 0.2 * Math.exp(-away / 0.5)) * shade);
  });
}

/**
 * The pane of soft light in the ceiling.
 *
 * @param {Room} room
 */
export function skylight({ size }) {
  return { width: size.width * 0.5, depth: size.depth * 0.42 };
}

/** @param {Room} room */
function base({ theme }) {
  return EVERYWHERE - DIMMED * theme.light.strength;
}

/**
 * What a work's spot throws on a point of its wall: 1 in the middle of the work.
 *
 * @param {Room} room
 * @param {Hanging} work
 * @param {number} u
 * @param {number} v
 */
function pool(room, { offset, eye, width, height }, u, v) {
  if (Math.abs(u - offset) > POOL_M) return 0;
  const lamp = room.size.height - LAMP.below;
  const middle = Math.hypot(lamp - eye, LAMP.off);
  const far = Math.hypot(u - offset, v - lamp, LAMP.off);
  const cosine = ((lamp - v) * (lamp - eye) + LAMP.off * LAMP.off) / (far * middle);
  const angle = Math.acos(Math.min(cosine, 1));
  const cone = Math.atan((Math.max(width, height) * 0.62) / middle);
  return bell(angle / cone) * (middle / far) ** 3;
}

/**
 * What a frame leaves of the light around it: a soft line on all sides, a shadow below.
 *
 * @param {Hanging} work
 * @param {number} u
 * @param {number} v
 */
function frameShadow({ offset, eye, width, height }, u, v) {
  const side = Math.abs(u - offset) - width / 2;
  const up = Math.abs(v - eye) - height / 2;
  if (side > 0.4 || up > 0.5) return 1;
  const near = 0.3 * Math.exp(-Math.hypot(Math.max(side, 0), Math.max(up, 0)) / 0.035);
  const below = 0.42 * soft(side + 0.015, 0.05) * soft(Math.abs(v - eye + 0.075) - height / 2, 0.045);
  return 1 - Math.min(near + below, 0.6);
}

/**
 * @param {Room} room
 * @param {number} x
 * @param {number} z
 */
function underBench({ bench }, x, z) {
  if (!bench) return 1;
  const cos = Math.cos(bench.turn);
  const sin = Math.sin(bench.turn);
  const along = Math.abs((x - bench.x) * cos - (z - bench.z) * sin) - BENCH.length / 2;
  const across = Math.abs((x - bench.x) * sin + (z - bench.z) * cos) - BENCH.depth / 2;
  return 1 - 0.5 * soft(along, 0.16) * soft(across, 0.16);
}

/**
 * The shade where two surfaces meet.
 *
 * @param {number} metres to the other one
 * @param {number} [strength]
 */
function corner(metres, strength = CORNER) {
  return 1 - strength * (0.55 * Math.exp(-metres / 0.45) + 0.45 * Math.exp(-metres / 0.09));
}

/** @param {number} x */
const bell = (x) => Math.exp(-x * x);

/**
 * 1 well inside an edge, 0 well outside.
 *
 * @param {number} outside
 * @param {number} blur
 */
const soft = (outside, blur) => 1 / (1 + Math.exp((2.2 * outside) / blur));

/**
 * @param {number} across metres, from -across/2
 * @param {number} up metres, from 0
 * @param {number} px a metre
 * @param {(across: number, up: number) => Rgb} light
 * @returns {LightMap}
 */
function baked(across, up, px, light) {
  const width = Math.ceil(across * px);
  const height = Math.ceil(up * px);
  const data = new Float32Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const u = (((i % width) + 0.5) / width - 0.5) * across;
    const v = ((Math.floor(i / width) + 0.5) / height) * up;
    data.set(light(u, v), i * 4);
    data[i * 4 + 3] = 1;
  }
  return { width, height, data };
}
