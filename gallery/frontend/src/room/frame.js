/** A frame with its moulding, the mat in it and the mat's cut edge, shaded as a light from above would. */

/** @import { Hanging, Point } from "./types.js" */
/** @import { Wall } from "./plan.js" */
/** @import { Rgb } from "./colour.js" */
/** @import { Corners, Quads } from "./quads.js" */

import { linear, lit, mixed } from "./colour.js";
import { fromWall } from "./plan.js";

/** How far the edge of the mat and that of the picture lie inside the frame's outer edge. */
export const MAT = { frame: 0.048, picture: 0.125 };
export const PICTURE_OFF = 0.012;
const CUT = 0.006;

/** Across the moulding from the wall: how far inside the outer edge, and how far off the wall. */
const MOULDING = [[0, 0], [0, 0.04], [0.004, 0.045], [0.012, 0.046], [0.034, 0.037], [0.04, 0.03], [MAT.frame, 0.018]];

/**
 * The four sides as ways that the light falls on them; each side's inward direction in u and v.
 * @type {[number, number][]}
 */
const SIDES = [[0, 1], [-1, 0], [0, -1], [1, 0]];

/**
 * @param {Quads} quads
 * @param {Wall} wall
 * @param {Hanging} hanging
 * @param {Rgb} colour
 */
export function addFrame(quads, wall, hanging, colour) {
  MOULDING.slice(1).forEach(([inset, n], i) => {
    const [outset, back] = MOULDING[i];
    SIDES.forEach((inward, side) => {
      const slope = shine(inward, inset - outset, n - back);
      quads.add(strip(wall, hanging, side, [outset, back], [inset, n]), { colours: lit(colour, slope) });
    });
  });
}

/**
 * @param {Quads} quads
 * @param {Wall} wall
 * @param {Hanging} hanging
 */
export function addMat(quads, wall, hanging) {
  const paper = linear(hanging.mat);
  SIDES.forEach(([, up], side) => {
    const outer = lit(paper, up < 0 ? 0.8 : 0.95);
    const [edge, plain, cut] = [MAT.frame, MAT.frame + 0.022, MAT.picture - CUT];
    quads.add(strip(wall, hanging, side, [edge, 0.016], [plain, 0.016]), { colours: [outer, outer, paper, paper] });
    quads.add(strip(wall, hanging, side, [plain, 0.016], [cut, 0.016]), { colours: paper });
    const slope = up < 0 ? lit(paper, 0.62) : mixed(paper, [1, 1, 1], 0.8);
    quads.add(strip(wall, hanging, side, [cut, 0.016], [MAT.picture, PICTURE_OFF]), { colours: slope });
  });
}

/**
 * One side of a moulding: from the outer edge to the inner one.
 *
 * @param {Wall} wall
 * @param {Hanging} hanging
 * @param {number} side
 * @param {number[]} outer inset and distance from the wall
 * @param {number[]} inner
 * @returns {Corners}
 */
function strip(wall, hanging, side, [outset, back], [inset, n]) {
  const next = (side + 1) % 4;
  return [
    cornerOf(wall, hanging, side, outset, back),
    cornerOf(wall, hanging, next, outset, back),
    cornerOf(wall, hanging, next, inset, n),
    cornerOf(wall, hanging, side, inset, n),
  ];
}

/**
 * @param {Wall} wall
 * @param {Hanging} hanging
 * @param {number} corner 0 is below on the left, then counter-clockwise
 * @param {number} inset
 * @param {number} n
 * @returns {Point}
 */
function cornerOf(wall, { offset, eye, width, height }, corner, inset, n) {
  const right = corner === 1 || corner === 2 ? 1 : -1;
  const up = corner > 1 ? 1 : -1;
  return fromWall(wall, { u: offset + right * (width / 2 - inset), v: eye + up * (height / 2 - inset), n });
}

/**
 * How bright a slope of the moulding is.
 *
 * @param {[number, number]} inward
 * @param {number} across inwards
 * @param {number} off away from the wall
 */
function shine([, up], across, off) {
  const length = Math.hypot(across, off);
  // The slope's normal leans outwards by `off` and to the front by `across`.
  const towardsLamp = ((-up * off) / length) * 0.72 + (across / length) * 0.69;
  return 0.42 + 0.78 * Math.max(towardsLamp, 0);
}
