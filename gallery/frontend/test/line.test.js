import assert from "node:assert/strict";
import test from "node:test";

import { Line, mirrored, pulled } from "../src/board/line.js";

/** @typedef {import("../src/board/drawing.js").Point} Point */

const HAND = /** @type {import("../src/board/line.js").Hand} */ ({ tool: "pen", width: 12, smoothing: 0, string: 0, mirror: false });
/** @param {number} x @param {number} y @returns {Point} */
const at = (x, y) => [x, y, 0.5, 0];

/** How much a line goes up and down beside its way. @param {Partial<typeof HAND>} hand */
function wobble(hand) {
  const line = new Line({ ...HAND, ...hand }, at(100, 500));
  for (let i = 1; i <= 100; i++) line.extend(at(100 + 4 * i, 500 + (i % 2 ? 12 : -12)));
  const [{ points }] = line.finish();
  const ys = points.slice(20, -20).map(([, y]) => y);
  return Math.max(...ys) - Math.min(...ys);
}

test("without smoothing the line goes where the hand goes", () => {
  assert.equal(wobble({}), 24);
});

test("smoothing takes the wobble out, more of it with each step", () => {
  assert.ok(wobble({ smoothing: 0.4 }) < 20);
  assert.ok(wobble({ smoothing: 0.75 }) < wobble({ smoothing: 0.4 }));
});

test("a string longer than the tremor leaves none of it", () => {
  assert.ok(wobble({ string: 60 }) < 2);
});

test("the pen stays where it is until its string is taut", () => {
  assert.deepEqual(pulled([0, 0], at(30, 40), 60), [0, 0]);
  assert.deepEqual(pulled([0, 0], at(60, 80), 60), [24, 32]);
});

test("a smoothed line ends where the pen was lifted", () => {
  const line = new Line({ ...HAND, smoothing: 0.75 }, at(0, 0));
  line.extend(at(200, 100));
  const [{ points }] = line.finish();
  assert.deepEqual(points.at(-1)?.slice(0, 2), [200, 100]);
});

test("points that say nothing new are left out", () => {
  const line = new Line(HAND, at(10, 10));
  for (let i = 0; i < 50; i++) line.extend(at(10 + i / 50, 10));
  assert.equal(line.strokes[0].points.length, 1);
});

test("the mirror draws on the other side, and twice is where it began", () => {
  const line = new Line({ ...HAND, mirror: true }, at(24, 10));
  line.extend(at(124, 20));
  const [stroke, image] = line.finish();
  assert.deepEqual(image.points.map(([x, y]) => [x, y]), [[1000, 10], [900, 20]]);
  assert.deepEqual(mirrored(image), stroke);
});
