/** What a ray from the eye meets first: a work, a door, the floor or a bare wall. */

/** @import { Door, Hanging, Point, Room } from "./types.js" */
/** @import { Wall } from "./plan.js" */

import { doorHeight, doorsOn, hungOn, LABEL, labelPlace, ontoWall, WALLS, wallOf } from "./plan.js";

const AROUND_WORK = 0.06;

/**
 * @typedef {{ kind: "work", hanging: Hanging } | { kind: "door", door: Door } | { kind: "nothing" }
 *   | { kind: "ground", x: number, z: number }} Picked
 */

/**
 * @param {Room} room
 * @param {Point} eye
 * @param {Point} ray its direction, of any length
 * @returns {Picked}
 */
export function pick(room, eye, ray) {
  const hits = WALLS.map((name) => wallHit(wallOf(room, name), eye, ray)).filter((hit) => hit !== null);
  const first = hits.toSorted((a, b) => a.far - b.far)[0];
  const floor = ray.y < 0 ? eye.y / -ray.y : Infinity;
  if (floor < (first?.far ?? Infinity)) return { kind: "ground", x: eye.x + ray.x * floor, z: eye.z + ray.z * floor };
  return first ? onWall(room, first.wall, first.u, first.v) : { kind: "nothing" };
}

/**
 * @param {Wall} wall
 * @param {Point} eye
 * @param {Point} ray
 */
function wallHit(wall, eye, ray) {
  const from = ontoWall(wall, eye);
  const to = ontoWall(wall, { x: eye.x + ray.x, y: eye.y + ray.y, z: eye.z + ray.z });
  const towards = from.n - to.n;
  if (towards <= 1e-9 || from.n <= 0) return null;
  const far = from.n / towards;
  const u = from.u + (to.u - from.u) * far;
  if (Math.abs(u) > wall.length / 2) return null;
  return { wall, far, u, v: from.v + (to.v - from.v) * far };
}

/**
 * @param {Room} room
 * @param {Wall} wall
 * @param {number} u
 * @param {number} v
 * @returns {Picked}
 */
function onWall(room, wall, u, v) {
  const hanging = hungOn(room, wall.name).find((each) => isAt(room, each, u, v));
  if (hanging) return { kind: "work", hanging };
  const through = v < doorHeight(room);
  const door = doorsOn(room, wall.name).find(({ offset, width }) => through && Math.abs(u - offset) < width / 2);
  return door ? { kind: "door", door } : { kind: "nothing" };
}

/**
 * @param {Room} room
 * @param {Hanging} hanging
 * @param {number} u
 * @param {number} v
 */
function isAt(room, hanging, u, v) {
  const { offset, eye, width, height } = hanging;
  if (Math.abs(u - offset) < width / 2 + AROUND_WORK && Math.abs(v - eye) < height / 2 + AROUND_WORK) return true;
  const label = labelPlace(room, hanging);
  return Math.abs(u - label.u) < LABEL.width / 2 && Math.abs(v - label.v) < LABEL.height / 2;
}
