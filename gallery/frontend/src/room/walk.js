/** A visit: who walks, what they see of it, and where in the tour they are. */

/** @import { Door, Exhibition, Hanging, Pose, Room } from "./types.js" */
/** @import { Stop } from "./tour.js" */
/** @import { Move } from "./walker.js" */

import { passed, standing } from "./ground.js";
import { Hall } from "./hall.js";
import { pick } from "./pick.js";
import { doorBack, fromBeyond, intoBeyond } from "./plan.js";
import { atDoor, before, EYES, near, overview } from "./poses.js";
import { Stage } from "./stage.js";
import { following, same, stops } from "./tour.js";
import { Walker } from "./walker.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Which stop of the tour it is, and whether the next one is a door.
 *
 * @typedef {{
 *   room: Room, stop: Stop, close: boolean, hanging: Hanging | null, index: number, leadsOn: boolean,
 * }} Situation
 */

export class Walk extends EventTarget {
  /** @type {Stop} */
  stop = { kind: "room" };
  close = false;
  /** Where the guide waits for those who go their own ways. @type {Stop} */
  #mark = { kind: "room" };

  /**
   * Fires "moved" when the place in the tour is another one, and "entered" when the room is.
   *
   * @param {HTMLCanvasElement} canvas
   * @param {Exhibition} exhibition
   * @param {number} number of the room
   * @throws if there is no WebGL
   */
  constructor(canvas, exhibition, number) {
    super();
    this.exhibition = exhibition;
    this.stage = new Stage(canvas, (seconds) => this.#advance(seconds));
    this.hall = new Hall(exhibition, number, () => this.stage.invalidate());
    this.walker = new Walker(this.hall.room, overview(this.hall.room), () => this.isCalm);
    this.hall.scene.add(this.stage.rig);
    this.stage.scene = this.hall.scene;
    this.stage.resize();
    this.stage.invalidate();
    this.#openDoors();
  }

  /** Cuts instead of glides: where motion is not welcome, and always in a headset. */
  get isCalm() {
    return calm.matches || this.stage.renderer.xr.isPresenting;
  }

  get room() {
    return this.hall.room;
  }

  /** @returns {Situation} */
  get situation() {
    const { stop, close, room } = this;
    const all = stops(this.exhibition, room);
    const index = all.findIndex((each) => same(each, stop));
    const leadsOn = following(all, this.#mark, 1).kind === "door";
    return { room, stop, close, hanging: this.#hanging(stop), index, leadsOn };
  }

  /** @param {Stop} stop */
  #hanging(stop) {
    return stop.kind === "work" ? (this.room.hangings.find(({ place }) => place === stop.place) ?? null) : null;
  }

  /** What is behind the doors is built when there is time for it. */
  #openDoors() {
    setTimeout(() => {
      if (this.stage.scene && this.hall.openDoor()) {
        this.hall.showFor(this.walker.pose);
        this.stage.invalidate();
        this.#openDoors();
      }
    }, 300);
  }

  /** @param {number} seconds */
  #advance(seconds) {
    this.walker.advance(seconds);
    const door = passed(this.room, this.walker.pose);
    if (door) this.#enter(door);
    this.stage.stand(this.walker.pose);
    this.hall.look(this.stage.camera);
    if (!this.walker.moves) this.hall.showFor(this.walker.pose);
    return this.walker.moves;
  }

  /** @param {Door} door */
  #enter(door) {
    const [room, next] = [this.room, this.hall.roomOf(door.to)];
    if (next === room) return;
    this.hall.enter(next);
    this.walker.enter(next, (pose) => fromBeyond(room, door, next, pose));
    this.#settle({ kind: "room" }, false);
    this.dispatchEvent(new Event("entered"));
    this.#openDoors();
  }

  /**
   * @param {Stop} stop
   * @param {boolean} close
   * @param {boolean} [guided] whether the tour goes on from there
   */
  #settle(stop, close, guided = true) {
    this.stop = stop;
    if (guided) this.#mark = stop;
    this.close = close;
    this.dispatchEvent(new Event("moved"));
    this.stage.wake();
  }

  /** @param {1 | -1} way through the tour */
  follow(way) {
    const stop = following(stops(this.exhibition, this.room), this.#mark, way);
    if (stop.kind === "work") this.goToWork(stop.place);
    else if (stop.kind === "door") this.goThrough(stop.to);
    else this.goTo(overview(this.room), stop);
  }

  /**
   * @param {number} place
   * @param {boolean} [close]
   */
  goToWork(place, close = false) {
    /** @type {Stop} */
    const stop = { kind: "work", place };
    const hanging = this.#hanging(stop);
    if (hanging) this.goTo((close ? near : before)(this.room, hanging, this.stage.view), stop, close);
  }

  /** Before the work: up to it; near it: back again. */
  comeCloser() {
    if (this.stop.kind === "work") this.goToWork(this.stop.place, !this.close);
  }

  /** @param {number} number of the room behind a door */
  goThrough(number) {
    const next = this.hall.roomOf(number);
    const arrival = overview(next, doorBack(next, this.room.number));
    const door = this.room.doors.find(({ to }) => to === number);
    if (!door || this.isCalm) return this.#cutTo(next, arrival);
    this.walker.goTo(atDoor(this.room, door), intoBeyond(this.room, door, next, arrival));
    this.#settle({ kind: "door", to: number }, false);
  }

  /**
   * @param {Room} next
   * @param {Pose} arrival
   */
  #cutTo(next, arrival) {
    this.hall.enter(next);
    this.walker.enter(next, () => arrival);
    this.walker.goTo(arrival);
    this.#settle({ kind: "room" }, false);
    this.dispatchEvent(new Event("entered"));
    this.#openDoors();
  }

  /**
   * @param {Pose} pose
   * @param {Stop} stop
   * @param {boolean} [close]
   */
  goTo(pose, stop, close = false) {
    this.walker.goTo(pose);
    this.#settle(stop, close);
  }

  /** They look around on their own. */
  #stray() {
    if (this.stop.kind === "room") this.stage.wake();
    else this.#settle({ kind: "room" }, false, false);
  }

  /**
   * Goes to what lies in the direction of a ray: up to a work, through a door, to a spot on the floor.
   *
   * @param {import("./types.js").Point} eye
   * @param {import("./types.js").Point} ray
   */
  goAlong(eye, ray) {
    const picked = pick(this.room, eye, ray);
    if (picked.kind === "door") this.goThrough(picked.door.to);
    if (picked.kind === "ground") this.#walkTo(picked);
    if (picked.kind !== "work") return;
    const { place } = picked.hanging;
    const here = this.stop.kind === "work" && this.stop.place === place;
    this.goToWork(place, here && !this.close);
  }

  /** @param {{ x: number, z: number }} spot */
  #walkTo(spot) {
    const { yaw } = this.walker.pose;
    this.walker.goTo({ ...standing(this.room, spot), y: EYES, yaw, pitch: 0 });
    this.#stray();
  }

  /** @param {Move} move */
  hold(move) {
    this.walker.hold(move);
    this.#stray();
  }

  /** @param {Move} move */
  step(move) {
    this.walker.step(move);
    this.#stray();
  }

  /**
   * @param {number} left
   * @param {number} up
   */
  look(left, up) {
    this.walker.look(left, up);
    this.stage.wake();
  }

  dispose() {
    this.stage.dispose();
    this.hall.dispose();
  }
}
