/** How the rooms around one lie, door to door. */

/** @import { Exhibition, Pose, Room } from "./types.js" */

import { beyond, turned } from "./plan.js";

/** How many doors one sees through. */
const DEEP = 2;

/**
 * Where a room's origin is, how it is turned, and behind how many doors; `by`: the room from which one comes to it.
 *
 * @typedef {{ room: Room, x: number, z: number, turn: number, depth: number, by: number | null }} Lie
 */

/**
 * A room and those behind its doors, the nearest first; each by its number, once.
 *
 * @param {Exhibition} exhibition
 * @param {Room} room
 * @returns {Map<number, Lie>}
 */
export function suite({ rooms }, room) {
  /** @type {Map<number, Lie>} */
  const found = new Map([[room.number, { room, x: 0, z: 0, turn: 0, depth: 0, by: null }]]);
  for (const lie of found.values()) {
    if (lie.depth === DEEP) continue;
    for (const door of lie.room.doors) {
      const next = rooms.find(({ number }) => number === door.to);
      if (!next || found.has(next.number)) continue;
      const there = beyond(lie.room, door, next);
      const { x, z } = turned(there, lie.turn);
      const [turn, depth, by] = [lie.turn + there.turn, lie.depth + 1, lie.room.number];
      found.set(next.number, { room: next, x: lie.x + x, z: lie.z + z, turn, depth, by });
    }
  }
  return found;
}

/**
 * Whether one goes from one room to the other without any between them.
 *
 * @param {Map<number, Lie>} lies
 * @param {number} one
 * @param {number} other
 */
export function adjoin(lies, one, other) {
  return lies.get(one)?.by === other || lies.get(other)?.by === one;
}

/**
 * A pose as a room sees it that lies elsewhere.
 *
 * @param {Lie} lie
 * @param {Pose} pose
 * @returns {Pose}
 */
export function seenFrom({ x, z, turn }, pose) {
  return { ...pose, ...turned({ x: pose.x - x, z: pose.z - z }, -turn), yaw: pose.yaw - turn };
}
