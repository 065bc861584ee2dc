/** A visit: who walks, what they see of it, and where in the tour they are. */

/** @import { Door, Exhibition, Hanging, Point, Pose, Room } from "./types.js" */
/** @import { Stop } from "./tour.js" */
/** @import { Move } from "./walker.js" */

import { passed, standing } from "./ground.js";
import { Hall } from "./hall.js";
import { pick } from "./pick.js";
import { doorBack, fromBeyond, intoBeyond } from "./plan.js";
import { atDoor, before, EYES, near, overview } from "./poses.js";
import { Stage } from "./stage.js";
import { Tour } from "./tour.js";
import { Walker } from "./walker.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class Walk extends EventTarget {
  /**
   * Fires "moved" when the place in the tour is another one, and "entered" when the room is.
   *
   * @param {HTMLCanvasElement} canvas
   * @param {() => number} covered how many pixels of the canvas's lower edge lie under buttons
   * @param {Exhibition} exhibition
   * @param {number} number of the room
   * @throws if there is no WebGL
   */
  constructor(canvas, covered, exhibition, number) {
    super();
    this.exhibition = exhibition;
    this.stage = new Stage(
      canvas,
      covered,
      () => this.#stepAside(),
      (seconds) => this.#advance(seconds),
    );
    this.hall = new Hall(exhibition, number, () => this.stage.invalidate());
    this.tour = new Tour(exhibition, this.hall.room);
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
    this.#arrived(next);
  }

  /** Tells whoever listens, and draws. */
  #moved() {
    this.dispatchEvent(new Event("moved"));
    this.stage.wake();
  }

  /** @param {1 | -1} way through the tour */
  follow(way) {
    const stop = this.tour.next(way);
    if (stop.kind === "work") this.goToWork(stop.place);
    else if (stop.kind === "door") this.goThrough(stop.to);
    else this.#goTo(stop, false, () => overview(this.room));
  }

  /**
   * @param {number} place
   * @param {boolean} [close]
   */
  goToWork(place, close = false) {
    /** @type {Stop} */
    const stop = { kind: "work", place };
    const hanging = this.tour.hangingAt(stop);
    if (hanging) this.#goTo(stop, close, () => this.#poseFor(hanging, close));
  }

  /** Before the work: up to it; near it: back again. */
  comeCloser() {
    const { stop, close } = this.tour;
    if (stop.kind === "work") this.goToWork(stop.place, !close);
  }

  /** @param {number} number of the room behind a door */
  goThrough(number) {
    const next = this.hall.roomOf(number);
    const arrival = overview(next, doorBack(next, this.room.number));
    const door = this.room.doors.find(({ to }) => to === number);
    if (!door || this.isCalm) return this.#cutTo(next, arrival);
    this.walker.goTo(atDoor(this.room, door), intoBeyond(this.room, door, next, arrival));
    this.tour.settle({ kind: "door", to: number });
    this.#moved();
  }

  /**
   * @param {Room} next
   * @param {Pose} arrival
   */
  #cutTo(next, arrival) {
    this.hall.enter(next);
    this.walker.enter(next, () => arrival);
    this.walker.goTo(arrival);
    this.#arrived(next);
  }

  /** @param {Room} room */
  #arrived(room) {
    this.tour.enter(room);
    this.dispatchEvent(new Event("entered"));
    this.#moved();
    this.#openDoors();
  }

  /**
   * @param {Stop} stop
   * @param {boolean} close
   * @param {() => Pose} pose how one stands there, once the words about it take their room
   */
  #goTo(stop, close, pose) {
    this.tour.settle(stop, close);
    this.#moved();
    this.walker.goTo(pose());
  }

  /** Who looks at a work steps to where it fits into what is seen now: their phone was turned, or the window grew. */
  #stepAside() {
    const { close, hanging } = this.tour.situation;
    if (hanging) this.walker.stand(this.#poseFor(hanging, close));
  }

  /**
   * @param {Hanging} hanging
   * @param {boolean} close
   */
  #poseFor(hanging, close) {
    return (close ? near : before)(this.room, hanging, this.stage.view);
  }

  /** They look around on their own. */
  #stray() {
    if (this.tour.stop.kind === "room") return this.stage.wake();
    this.tour.stray();
    this.#moved();
  }

  /**
   * Goes to what lies in the direction of a ray: up to a work, through a door, to a spot on the floor.
   *
   * @param {Point} eye
   * @param {Point} ray
   */
  goAlong(eye, ray) {
    const picked = pick(this.room, eye, ray);
    if (picked.kind === "door") this.goThrough(picked.door.to);
    if (picked.kind === "ground") this.#walkTo(picked);
    if (picked.kind !== "work") return;
    const { place } = picked.hanging;
    const { stop, close } = this.tour;
    const here = stop.kind === "work" && stop.place === place;
    this.goToWork(place, here && !close);
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
