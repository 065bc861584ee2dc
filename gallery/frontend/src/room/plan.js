/** Where things are in a room. */

/** @import { Door, Hanging, OnWall, Point, Pose, Room, WallName } from "./types.js" */

/** @type {readonly WallName[]} */
export const WALLS = ["north", "east", "south", "west"];
export const WALL_THICKNESS = 0.32;
export const LABEL = { width: 0.44, height: 0.2, gap: 0.1, eye: 1.32 };
const DOOR_HEIGHT = 2.3;
const OVER_DOOR = 0.35;

/** How a wall is turned: a yaw, and where somebody with this yaw looks straight at it. */
export const TURNS = { north: 0, east: -Math.PI / 2, south: Math.PI, west: Math.PI / 2 };

/** @typedef {{ name: WallName, turn: number, length: number, height: number, away: number }} Wall */

/**
 * @param {Room} room
 * @param {WallName} name
 * @returns {Wall} `away`: from the room's middle
 */
export function wallOf({ size }, name) {
  const long = name === "north" || name === "south";
  return {
    name,
    turn: TURNS[name],
    length: long ? size.width : size.depth,
    height: size.height,
    away: (long ? size.depth : size.width) / 2,
  };
}

/**
 * @param {Wall} wall
 * @param {OnWall} at
 * @returns {Point} in the room
 */
export function fromWall(wall, { u, v, n }) {
  const cos = Math.cos(wall.turn);
  const sin = Math.sin(wall.turn);
  const ahead = n - wall.away;
  return { x: u * cos + ahead * sin, y: v, z: ahead * cos - u * sin };
}

/**
 * The corners of an upright rectangle on a wall, counter-clockwise from below on the left.
 *
 * @param {Wall} wall
 * @param {number} left
 * @param {number} right
 * @param {number} low
 * @param {number} high
 * @param {number} n
 * @returns {[Point, Point, Point, Point]}
 */
export function panel(wall, left, right, low, high, n) {
  const at = (/** @type {number} */ u, /** @type {number} */ v) => fromWall(wall, { u, v, n });
  return [at(left, low), at(right, low), at(right, high), at(left, high)];
}

/**
 * @param {Wall} wall
 * @param {Point} point in the room
 * @returns {OnWall}
 */
export function ontoWall(wall, { x, y, z }) {
  const cos = Math.cos(wall.turn);
  const sin = Math.sin(wall.turn);
  return { u: x * cos - z * sin, v: y, n: x * sin + z * cos + wall.away };
}

/**
 * @param {Room} room
 * @param {WallName} name
 */
export function hungOn(room, name) {
  return room.hangings.filter(({ wall }) => wall === name);
}

/**
 * @param {Room} room
 * @param {WallName} name
 */
export function doorsOn(room, name) {
  return room.doors.filter(({ wall }) => wall === name).toSorted((a, b) => a.offset - b.offset);
}

/** @param {Room} room */
export function doorHeight({ size }) {
  return Math.min(DOOR_HEIGHT, size.height - OVER_DOOR);
}

/**
 * Where a work's label hangs: beside its frame, or under it where something else is near.
 *
 * @param {Room} room
 * @param {Hanging} hanging
 * @returns {{ u: number, v: number }} its middle
 */
export function labelPlace(room, hanging) {
  const edge = hanging.offset + hanging.width / 2;
  if (edge + LABEL.gap + LABEL.width + 0.05 <= freeUntil(room, hanging)) {
    return { u: edge + LABEL.gap + LABEL.width / 2, v: LABEL.eye };
  }
  const under = hanging.eye - hanging.height / 2 - LABEL.gap / 2 - LABEL.height / 2;
  return { u: hanging.offset, v: Math.max(under, 0.35) };
}

/**
 * How far to the right of a work its wall is empty.
 *
 * @param {Room} room
 * @param {Hanging} hanging
 */
function freeUntil(room, hanging) {
  const others = [...hungOn(room, hanging.wall), ...doorsOn(room, hanging.wall)];
  const edges = others.filter(({ offset }) => offset > hanging.offset).map(({ offset, width }) => offset - width / 2);
  return Math.min(wallOf(room, hanging.wall).length / 2, ...edges);
}

/**
 * The room behind a door, as it lies in this one.
 *
 * @param {Room} room
 * @param {Door} door
 * @param {Room} next
 * @returns {{ x: number, z: number, turn: number }} where its origin is, and how it is turned
 */
export function beyond(room, door, next) {
  const back = doorBack(next, room.number);
  const turn = TURNS[door.wall] + Math.PI - TURNS[back.wall];
  const there = turned(fromWall(wallOf(next, back.wall), { u: back.offset, v: 0, n: 0 }), turn);
  const here = fromWall(wallOf(room, door.wall), { u: door.offset, v: 0, n: -WALL_THICKNESS });
  return { x: here.x - there.x, z: here.z - there.z, turn };
}

/**
 * The door of a room that leads to room `number`; in the middle of its west wall if it has none.
 *
 * @param {Room} room
 * @param {number} number
 * @returns {Door}
 */
export function doorBack(room, number) {
  return room.doors.find(({ to }) => to === number) ?? { wall: "west", offset: 0, width: 1.4, to: number };
}

/**
 * A point after a turn around the origin, to the left as seen from above.
 *
 * @param {{ x: number, z: number }} point
 * @param {number} turn
 */
export function turned({ x, z }, turn) {
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  return { x: x * cos + z * sin, z: z * cos - x * sin };
}

/**
 * A pose in a room, as the room behind one of its doors sees it.
 *
 * @param {Room} room
 * @param {Door} door
 * @param {Room} next
 * @param {Pose} pose
 * @returns {Pose}
 */
export function fromBeyond(room, door, next, pose) {
  const { x, z, turn } = beyond(room, door, next);
  return { ...pose, ...turned({ x: pose.x - x, z: pose.z - z }, -turn), yaw: pose.yaw - turn };
}

/**
 * A pose in the room behind a door, as this one sees it.
 *
 * @param {Room} room
 * @param {Door} door
 * @param {Room} next
 * @param {Pose} pose
 * @returns {Pose}
 */
export function intoBeyond(room, door, next, pose) {
  const { x, z, turn } = beyond(room, door, next);
  const there = turned(pose, turn);
  return { ...pose, x: there.x + x, z: there.z + z, yaw: pose.yaw + turn };
}
