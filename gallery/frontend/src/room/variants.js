/** Which file of a painting is worth its bytes: small ones far away, the large one near. */

/** @import { Artwork, Hanging, Pose, Room } from "./types.js" */

import { fromWall, wallOf } from "./plan.js";

const FAR_PX = 320;
const CLOSE_M = 2.6;
const AT_MOST_LARGE = 3;

/**
 * @param {Artwork} artwork
 * @param {number} width pixels that are asked for
 * @returns {string} the address of the narrowest file that is wide enough, or of the widest one
 */
export function fileFor({ painting }, width) {
  const files = [...painting.variants, { width: painting.width, url: painting.url }];
  const wide = files.filter((file) => file.width >= width).toSorted((a, b) => a.width - b.width);
  return (wide[0] ?? files.toSorted((a, b) => b.width - a.width)[0]).url;
}

/**
 * What a room's pictures should show from where somebody stands; the nearest works come first.
 *
 * @param {Room} room
 * @param {Pose} pose
 * @returns {{ place: number, url: string }[]}
 */
export function wantedFiles(room, pose) {
  const byDistance = room.hangings
    .map((hanging) => ({ hanging, ...away(room, hanging, pose) }))
    .toSorted((a, b) => a.metres - b.metres);
  const close = byDistance.filter(({ metres, ahead }) => ahead && metres < CLOSE_M).slice(0, AT_MOST_LARGE);
  return byDistance.map((one) => ({
    place: one.hanging.place,
    url: fileFor(one.hanging.artwork, close.includes(one) ? Infinity : FAR_PX),
  }));
}

/**
 * How far a work is, and whether it is before somebody's eyes rather than behind them.
 *
 * @param {Room} room
 * @param {Hanging} hanging
 * @param {Pose} pose
 */
function away(room, { wall, offset, eye }, pose) {
  const middle = fromWall(wallOf(room, wall), { u: offset, v: eye, n: 0 });
  const [x, z] = [middle.x - pose.x, middle.z - pose.z];
  return { metres: Math.hypot(x, z), ahead: -x * Math.sin(pose.yaw) - z * Math.cos(pose.yaw) > 0 };
}
