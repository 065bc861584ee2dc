/** Doors: what one walks through, and what is seen in them while there is nothing behind. */

/** @import { Door, Room } from "./types.js" */
/** @import { Wall } from "./plan.js" */
/** @import { Rgb } from "./colour.js" */

import { Mesh } from "three";
import { linear, lit } from "./colour.js";
import { shaded } from "./materials.js";
import { doorHeight, fromWall, panel, WALL_THICKNESS, wallOf } from "./plan.js";
import { Quads } from "./quads.js";

const BORDER = 0.04;
const BORDER_OFF = 0.018;

/**
 * The far end of a door: a dim look of the room behind it, from its floor up to its walls.
 *
 * @param {Room} room
 * @param {Door} door
 * @param {Room} next
 */
export function curtain(room, { wall: name, offset, width }, next) {
  const wall = wallOf(room, name);
  const [left, right, n] = [offset - width / 2, offset + width / 2, -WALL_THICKNESS / 2];
  const [horizon, top] = [0.7, doorHeight(room)];
  const [floor, paint] = [lit(linear(next.theme.floor), 0.55), lit(linear(next.theme.wall), 0.6)];
  const [nearer, lower] = [lit(floor, 1.2), lit(paint, 0.8)];
  const quads = new Quads();
  quads.add(panel(wall, left, right, 0, horizon, n), { colours: [floor, floor, nearer, nearer] });
  quads.add(panel(wall, left, right, horizon, top, n), { colours: [lower, lower, paint, paint] });
  return new Mesh(quads.geometry(), shaded());
}

/**
 * Its sides as far as the middle of the wall, and a slim border around it.
 *
 * @param {Quads} quads
 * @param {Room} room
 * @param {Wall} wall
 * @param {number} left
 * @param {number} right
 */
export function addDoorway(quads, room, wall, left, right) {
  const top = doorHeight(room);
  const deep = -WALL_THICKNESS / 2;
  const paint = linear(room.theme.wall);
  const at = (/** @type {number} */ u, /** @type {number} */ v, /** @type {number} */ n) => fromWall(wall, { u, v, n });
  const [light, middle, dark] = [lit(paint, 0.74), lit(paint, 0.62), lit(paint, 0.42)];
  const jambs = [dark, dark, middle, light];
  const floor = lit(linear(room.theme.floor), 0.72);
  quads.add([at(left, 0, 0), at(left, 0, deep), at(left, top, deep), at(left, top, 0)], { colours: jambs });
  quads.add([at(right, 0, deep), at(right, 0, 0), at(right, top, 0), at(right, top, deep)], { colours: jambs });
  quads.add([at(left, top, deep), at(right, top, deep), at(right, top, 0), at(left, top, 0)], { colours: dark });
  quads.add([at(left, 0, 0), at(right, 0, 0), at(right, 0, deep), at(left, 0, deep)], { colours: floor });
  const border = lit(paint, 0.88);
  for (const [a, b, low, high] of [[left - BORDER, left, 0, top], [right, right + BORDER, 0, top]]) {
    addBorder(quads, wall, a, b, low, high, border);
  }
  addBorder(quads, wall, left - BORDER, right + BORDER, top, top + BORDER, lit(border, 1.08));
}

/**
 * @param {Quads} quads
 * @param {Wall} wall
 * @param {number} left
 * @param {number} right
 * @param {number} low
 * @param {number} high
 * @param {Rgb} colour
 */
function addBorder(quads, wall, left, right, low, high, colour) {
  const front = panel(wall, left, right, low, high, BORDER_OFF);
  const back = panel(wall, left, right, low, high, 0);
  quads.add(front, { colours: colour });
  quads.add([front[3], front[2], back[2], back[3]], { colours: lit(colour, 1.25) });
  quads.add([back[0], back[1], front[1], front[0]], { colours: lit(colour, 0.5) });
  quads.add([back[0], front[0], front[3], back[3]], { colours: lit(colour, 0.75) });
  quads.add([front[1], back[1], back[2], front[2]], { colours: lit(colour, 0.75) });
}
