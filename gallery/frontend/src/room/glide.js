/** From one pose to another: smoothly, without haste and without bobbing. */

/** @import { Pose } from "./types.js" */
/** @import { Spot } from "./ground.js" */

import { distance } from "./ground.js";

const LONGEST_S = 3.2;

/**
 * @typedef {{ from: Pose, to: Pose, via: Spot | null, seconds: number }} Glide
 */

/**
 * @param {Pose} from
 * @param {Pose} to
 * @param {Spot[]} way what `ground.way` says
 * @returns {Glide}
 */
export function glide(from, to, way) {
  const via = way.length > 1 ? way[0] : null;
  const metres = via ? distance(from, via) + distance(via, to) : distance(from, to);
  const turning = Math.abs(turnTo(from.yaw, to.yaw));
  const seconds = Math.min(0.35 + 0.32 * metres + 0.3 * turning, LONGEST_S);
  return { from, to, via: via && control(from, via, to), seconds };
}

/**
 * The control point of the curve that passes `via` in its middle.
 *
 * @param {Spot} from
 * @param {Spot} via
 * @param {Spot} to
 */
function control(from, via, to) {
  return { x: 2 * via.x - (from.x + to.x) / 2, z: 2 * via.z - (from.z + to.z) / 2 };
}

/**
 * @param {Glide} glide
 * @param {number} seconds since it began
 * @returns {Pose}
 */
export function poseAt({ from, to, via, seconds: whole }, seconds) {
  const t = Math.min(Math.max(seconds / whole, 0), 1);
  if (t === 1) return to;
  const s = t * t * t * (t * (6 * t - 15) + 10);
  return {
    x: along(from.x, via?.x, to.x, s),
    y: from.y + (to.y - from.y) * s,
    z: along(from.z, via?.z, to.z, s),
    yaw: from.yaw + turnTo(from.yaw, to.yaw) * s,
    pitch: from.pitch + (to.pitch - from.pitch) * s,
  };
}

/**
 * @param {number} a
 * @param {number | undefined} control
 * @param {number} b
 * @param {number} s
 */
function along(a, control, b, s) {
  if (control === undefined) return a + (b - a) * s;
  return (1 - s) * (1 - s) * a + 2 * s * (1 - s) * control + s * s * b;
}

/**
 * The shorter turn from one yaw to another.
 *
 * @param {number} from
 * @param {number} to
 */
export function turnTo(from, to) {
  const turn = (to - from) % (2 * Math.PI);
  if (turn > Math.PI) return turn - 2 * Math.PI;
  return turn < -Math.PI ? turn + 2 * Math.PI : turn;
}
