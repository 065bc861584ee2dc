/** Where a visitor stands to see something. */

/** @import { Door, Hanging, Pose, Room, View, WallName } from "./types.js" */

import { MAT } from "./frame.js";
import { fromWall, LABEL, labelPlace, TURNS, wallOf } from "./plan.js";

export const EYES = 1.6;
const NEAREST = 1.3;
const OFF_THE_WALL = 0.5;
const WIDEST = 1.5;
const MOST_COVERED = 0.45;

/**
 * What a picture of these proportions shows: wide enough on a phone that is held upright, never a fish's eye.
 *
 * @param {number} aspect width through height
 * @param {number} covered which share of its height lies under the buttons
 * @returns {View}
 */
export function viewOf(aspect, covered) {
  const up = Math.min(Math.max(Math.tan((27 * Math.PI) / 180), 0.5 / aspect), Math.tan((36 * Math.PI) / 180));
  return { across: up * aspect, up, bar: Math.min(covered, MOST_COVERED) };
}

/**
 * The whole room: from its south, towards its north wall and past the bench, or from the door that one came by.
 *
 * @param {Room} room
 * @param {Door} [door]
 * @returns {Pose}
 */
export function overview(room, door) {
  if (door) {
    const inside = fromWall(wallOf(room, door.wall), { u: door.offset, v: EYES, n: 1 });
    return { ...inside, yaw: TURNS[door.wall] + Math.PI, pitch: -0.05 };
  }
  const { width, depth } = room.size;
  const [x, z] = [width / 2 - Math.min(width * 0.2, 1.6), depth / 2 - 0.55];
  return { x, z, y: EYES, yaw: Math.atan2(x + width * 0.13, z + depth * 0.3), pitch: -0.06 };
}

/**
 * Before a work, with its frame and its label in view.
 *
 * @param {Room} room
 * @param {Hanging} hanging
 * @param {View} view
 * @returns {Pose}
 */
export function before(room, hanging, view) {
  const { u } = labelPlace(room, hanging);
  const beside = u > hanging.offset;
  const right = beside ? u + LABEL.width / 2 - hanging.offset : hanging.width / 2;
  const middle = beside ? (right - hanging.width / 2) / 2 : 0;
  const across = (right + hanging.width / 2) / 2 + 0.08;
  const off = Math.max(NEAREST, across / view.across, (hanging.height / 2 + 0.12) / (view.up * (1 - view.bar)));
  return facing(room, hanging.wall, hanging.offset + middle, hanging.eye, off, view);
}

/**
 * So near to a work that its painting fills the view.
 *
 * @param {Room} room
 * @param {Hanging} hanging
 * @param {View} view
 * @returns {Pose}
 */
export function near(room, hanging, view) {
  const across = hanging.width / 2 - MAT.picture;
  const up = hanging.height / 2 - MAT.picture;
  const off = Math.max(across / view.across, up / (view.up * (1 - view.bar))) * 1.04;
  return facing(room, hanging.wall, hanging.offset, hanging.eye, off, view);
}

/**
 * @param {Room} room
 * @param {WallName} name
 * @param {number} u
 * @param {number} v
 * @param {number} off from the wall
 * @param {View} view
 * @returns {Pose}
 */
function facing(room, name, u, v, off, view) {
  const wall = wallOf(room, name);
  const n = Math.min(off, 2 * wall.away - OFF_THE_WALL);
  // The buttons lie over the lower edge: what is looked at stands in the middle of the rest.
  const y = v - n * view.up * view.bar;
  return { ...fromWall(wall, { u, v: y, n }), yaw: wall.turn, pitch: 0 };
}

/**
 * Before a door, looking through it.
 *
 * @param {Room} room
 * @param {Door} door
 * @returns {Pose}
 */
export function atDoor(room, door) {
  const wall = wallOf(room, door.wall);
  const n = Math.min(WIDEST, wall.away);
  return { ...fromWall(wall, { u: door.offset, v: EYES, n }), yaw: wall.turn, pitch: 0 };
}
