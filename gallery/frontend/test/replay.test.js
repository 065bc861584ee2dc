import assert from "node:assert/strict";
import test from "node:test";

import { speedOf, timed, until } from "../src/board/replay.js";

/** @typedef {import("../src/board/drawing.js").Stroke} Stroke */

/** @type {Stroke[]} */
const STROKES = [
  { tool: "pen", width: 9, points: [[0, 0, 0.5, 5000], [1, 0, 0.5, 5100]] },
  { tool: "pen", width: 9, points: [[0, 9, 0.5, 95_100], [1, 9, 0.5, 95_200]] },
];

test("long pauses are shortened, the drawing itself is not", () => {
  const { strokes, length_ms } = timed(STROKES);
  assert.deepEqual(strokes.map(({ points }) => points.map((point) => point[3])), [[300, 400], [700, 800]]);
  assert.equal(length_ms, 800);
});

test("at every moment there is what was drawn until then", () => {
  const { strokes } = timed(STROKES);
  assert.deepEqual([0, 300, 450, 800].map((moment) => until(strokes, moment).map(({ points }) => points.length)), [[], [1], [2], [2, 2]]);
});

test("nobody waits long, however long it took", () => {
  assert.equal(speedOf(3_000), 1);
  assert.equal(3_600_000 / speedOf(3_600_000), 12_000);
});
