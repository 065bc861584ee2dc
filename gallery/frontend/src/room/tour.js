/** The order in which a guide shows a room: its works by their places, then the door to the next room. */

/** @import { Exhibition, Room } from "./types.js" */

/**
 * @typedef {{ kind: "room" } | { kind: "work", place: number } | { kind: "door", to: number }} Stop
 */

/**
 * Rooms without a door to the one after them are left by one all the same: the guide knows the way.
 *
 * @param {Exhibition} exhibition
 * @param {Room} room
 * @returns {Stop[]}
 */
export function stops({ rooms }, room) {
  const works = room.hangings.map(({ place }) => place).toSorted((a, b) => a - b);
  const after = rooms.find(({ number }) => number === room.number + 1);
  /** @type {Stop[]} */
  const last = after ? [{ kind: "door", to: after.number }] : [];
  return [{ kind: "room" }, ...works.map((place) => /** @type {Stop} */ ({ kind: "work", place })), ...last];
}

/**
 * @param {Stop[]} stops
 * @param {Stop} here
 * @param {1 | -1} way
 * @returns {Stop} the one after it; after the last, the first again
 */
export function following(stops, here, way) {
  const index = stops.findIndex((stop) => same(stop, here));
  return stops[(index + way + stops.length) % stops.length];
}

/**
 * @param {Stop} a
 * @param {Stop} b
 */
export function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}
