/** Where one can walk in a room: not into its walls, not through its bench, but through its doors. */

/** @import { Door, Room } from "./types.js" */

import { fromWall, ontoWall, WALL_THICKNESS, wallOf } from "./plan.js";

/** @typedef {{ x: number, z: number }} Spot */
/** @typedef {{ west: number, east: number, north: number, south: number }} Patch */

const MARGIN = 0.45;
const SHOULDERS = 0.25;
export const BENCH = { length: 1.7, depth: 0.5, height: 0.45 };
const AROUND_BENCH = 0.3;

/**
 * The spot nearest to another where one can stand.
 *
 * @param {Room} room
 * @param {Spot} spot
 * @returns {Spot}
 */
export function standing(room, spot) {
  const [nearest] = patches(room)
    .map((patch) => inside(patch, spot))
    .toSorted((a, b) => distance(a, spot) - distance(b, spot));
  return besideBench(room, nearest);
}

/**
 * @param {Room} room
 * @returns {Patch[]}
 */
function patches(room) {
  const [x, z] = [room.size.width / 2 - MARGIN, room.size.depth / 2 - MARGIN];
  const floor = { west: -x, east: x, north: -z, south: z };
  return [floor, ...room.doors.map((door) => passage(room, door))];
}

/**
 * @param {Room} room
 * @param {Door} door
 * @returns {Patch}
 */
function passage(room, door) {
  const wall = wallOf(room, door.wall);
  const half = Math.max(door.width / 2 - SHOULDERS, 0.05);
  const a = fromWall(wall, { u: door.offset - half, v: 0, n: MARGIN });
  const b = fromWall(wall, { u: door.offset + half, v: 0, n: -WALL_THICKNESS });
  return { west: Math.min(a.x, b.x), east: Math.max(a.x, b.x), north: Math.min(a.z, b.z), south: Math.max(a.z, b.z) };
}

/**
 * @param {Patch} patch
 * @param {Spot} spot
 * @returns {Spot}
 */
function inside({ west, east, north, south }, { x, z }) {
  return { x: Math.min(Math.max(x, west), east), z: Math.min(Math.max(z, north), south) };
}

/**
 * @param {Room} room
 * @param {Spot} spot
 * @returns {Spot} pushed out of the bench, to the side that it is nearest to
 */
function besideBench({ bench }, spot) {
  if (!bench) return spot;
  const cos = Math.cos(bench.turn);
  const sin = Math.sin(bench.turn);
  const along = (spot.x - bench.x) * cos - (spot.z - bench.z) * sin;
  const across = (spot.x - bench.x) * sin + (spot.z - bench.z) * cos;
  const overEnd = BENCH.length / 2 + AROUND_BENCH - Math.abs(along);
  const overSide = BENCH.depth / 2 + AROUND_BENCH - Math.abs(across);
  if (overEnd <= 0 || overSide <= 0) return spot;
  const a = overEnd < overSide ? along + overEnd * signOf(along) : along;
  const b = overEnd < overSide ? across : across + overSide * signOf(across);
  return { x: bench.x + a * cos + b * sin, z: bench.z + b * cos - a * sin };
}

/** @param {number} value */
const signOf = (value) => (value < 0 ? -1 : 1);

/**
 * The door that one has passed when one stands here, if any.
 *
 * @param {Room} room
 * @param {Spot} spot
 */
export function passed(room, spot) {
  return room.doors.find((door) => ontoWall(wallOf(room, door.wall), { ...spot, y: 0 }).n < -WALL_THICKNESS / 2);
}

/**
 * The way from a spot to another: straight, or around the bench.
 *
 * @param {Room} room
 * @param {Spot} from
 * @param {Spot} to
 * @returns {Spot[]} without where it begins
 */
export function way({ bench }, from, to) {
  if (!bench) return [to];
  const clear = BENCH.length / 2 + AROUND_BENCH;
  const length = distance(from, to);
  const ahead = length ? ((bench.x - from.x) * (to.x - from.x) + (bench.z - from.z) * (to.z - from.z)) / length : 0;
  if (ahead <= 0.2 || ahead >= length - 0.2) return [to];
  const foot = { x: from.x + ((to.x - from.x) * ahead) / length, z: from.z + ((to.z - from.z) * ahead) / length };
  const off = distance(foot, bench);
  if (off >= clear) return [to];
  const side = off > 0.01 ? { x: (foot.x - bench.x) / off, z: (foot.z - bench.z) / off } : across(from, to, length);
  return [{ x: bench.x + side.x * clear, z: bench.z + side.z * clear }, to];
}

/**
 * @param {Spot} from
 * @param {Spot} to
 * @param {number} length
 */
function across(from, to, length) {
  return { x: (to.z - from.z) / length, z: (from.x - to.x) / length };
}

/**
 * @param {Spot} a
 * @param {Spot} b
 */
export function distance(a, b) {
  return Math.hypot(a.x - b.x, a.z - b.z);
}
