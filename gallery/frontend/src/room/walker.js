/** Somebody who walks through a room: led to a place, or step by step on their own. */

/** @import { Pose, Room } from "./types.js" */
/** @import { Glide } from "./glide.js" */

import { glide, poseAt } from "./glide.js";
import { standing, way } from "./ground.js";
import { EYES } from "./poses.js";

/** @typedef {"ahead" | "back" | "left" | "right"} Move */

const WALK_M_S = 1.5;
const TURN_S = 1.25;
const STEP_M = 0.7;
const STEP_TURN = Math.PI / 8;
const LOOK_UP = 0.7;

export class Walker {
  /** @type {Glide | null} */
  #glide = null;
  /** @type {Pose[]} */
  #later = [];
  #seconds = 0;
  /** @type {Set<Move>} */
  #held = new Set();

  /**
   * @param {Room} room
   * @param {Pose} pose
   * @param {() => boolean} isCalm whether whoever walks wants cuts instead of glides
   */
  constructor(room, pose, isCalm) {
    this.room = room;
    this.pose = pose;
    this.isCalm = isCalm;
  }

  get moves() {
    return this.#glide !== null || this.#held.size > 0;
  }

  /** @param {Pose[]} poses to go to, one after the other */
  goTo(...poses) {
    this.#later = this.isCalm() ? [] : poses.slice(1);
    this.#seconds = 0;
    this.#glide = this.isCalm() ? null : this.#glideTo(poses[0]);
    if (this.isCalm()) this.pose = poses[poses.length - 1];
  }

  /** @param {Pose} pose to be in at once */
  stand(pose) {
    this.#glide = null;
    this.#later = [];
    this.pose = pose;
  }

  /** @param {Pose} pose */
  #glideTo(pose) {
    return glide(this.pose, pose, way(this.room, this.pose, pose));
  }

  /** @param {Move} move goes on until it is released; who is calm makes one step */
  hold(move) {
    if (this.isCalm()) this.step(move);
    else this.#held.add(move);
    this.#glide = null;
    this.#later = [];
  }

  /** @param {Move} move */
  release(move) {
    this.#held.delete(move);
  }

  releaseAll() {
    this.#held.clear();
  }

  /** @param {Move} move */
  step(move) {
    const { ahead, left } = amounts(new Set([move]));
    this.goTo(this.#moved(this.pose, ahead * STEP_M, left * STEP_TURN));
  }

  /**
   * @param {number} left radians
   * @param {number} up radians
   */
  look(left, up) {
    this.#glide = null;
    this.#later = [];
    const pitch = Math.min(Math.max(this.pose.pitch + up, -LOOK_UP), LOOK_UP);
    this.pose = { ...this.pose, yaw: this.pose.yaw + left, pitch };
  }

  /** @param {number} seconds since the last time */
  advance(seconds) {
    if (this.#glide) this.#follow(this.#glide, seconds);
    else if (this.#held.size > 0) {
      const { ahead, left } = amounts(this.#held);
      this.pose = this.#moved(this.pose, ahead * WALK_M_S * seconds, left * TURN_S * seconds);
    }
  }

  /**
   * @param {Glide} now
   * @param {number} seconds
   */
  #follow(now, seconds) {
    this.#seconds += seconds;
    this.pose = poseAt(now, this.#seconds);
    if (this.#seconds < now.seconds) return;
    const next = this.#later.shift();
    this.#seconds = 0;
    this.#glide = next ? this.#glideTo(next) : null;
  }

  /**
   * @param {Pose} pose
   * @param {number} ahead metres
   * @param {number} left radians
   * @returns {Pose}
   */
  #moved({ x, z, yaw, pitch }, ahead, left) {
    const spot = { x: x - Math.sin(yaw) * ahead, z: z - Math.cos(yaw) * ahead };
    return { ...(ahead ? standing(this.room, spot) : { x, z }), y: EYES, yaw: yaw + left, pitch: pitch * 0.9 };
  }

  /**
   * Goes on in another room: what was true here is moved there.
   *
   * @param {Room} room
   * @param {(pose: Pose) => Pose} moved
   */
  enter(room, moved) {
    this.room = room;
    this.pose = moved(this.pose);
    this.#later = this.#later.map(moved);
    if (this.#glide) this.#glide = { ...this.#glide, from: moved(this.#glide.from), to: moved(this.#glide.to) };
  }
}

/** @param {Set<Move>} held */
function amounts(held) {
  const is = (/** @type {Move} */ move) => (held.has(move) ? 1 : 0);
  return { ahead: is("ahead") - is("back"), left: is("left") - is("right") };
}
