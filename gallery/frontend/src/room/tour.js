/** The order in which a guide shows a room: its works by their places, then the door to the next room. */

/** @import { Exhibition, Hanging, Room } from "./types.js" */

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

/**
 * Where somebody is: which stop of the tour it is, how near they are to its work, and whether a door comes next.
 *
 * @typedef {{
 *   room: Room, stop: Stop, close: boolean, hanging: Hanging | null, index: number, leadsOn: boolean,
 * }} Situation
 */

/** A visitor's place in the tour. */
export class Tour {
  /** @type {Stop} */
  stop = { kind: "room" };
  close = false;
  /** Where the guide waits for those who go their own ways. @type {Stop} */
  #mark = { kind: "room" };

  /**
   * @param {Exhibition} exhibition
   * @param {Room} room
   */
  constructor(exhibition, room) {
    this.exhibition = exhibition;
    this.room = room;
  }

  /** @returns {Situation} */
  get situation() {
    const { room, stop, close } = this;
    const index = this.#stops.findIndex((each) => same(each, stop));
    return { room, stop, close, hanging: this.hangingAt(stop), index, leadsOn: this.next(1).kind === "door" };
  }

  get #stops() {
    return stops(this.exhibition, this.room);
  }

  /**
   * @param {Stop} stop
   * @returns {Hanging | null}
   */
  hangingAt(stop) {
    return stop.kind === "work" ? (this.room.hangings.find(({ place }) => place === stop.place) ?? null) : null;
  }

  /**
   * @param {1 | -1} way
   * @returns {Stop}
   */
  next(way) {
    return following(this.#stops, this.#mark, way);
  }

  /**
   * @param {Stop} stop
   * @param {boolean} [close]
   */
  settle(stop, close = false) {
    this.stop = this.#mark = stop;
    this.close = close;
  }

  /** They look around on their own; the tour goes on from where they left it. */
  stray() {
    this.stop = { kind: "room" };
    this.close = false;
  }

  /** @param {Room} room that they have come into */
  enter(room) {
    this.room = room;
    this.settle({ kind: "room" });
  }
}
