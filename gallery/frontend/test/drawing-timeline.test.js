import assert from "node:assert/strict";
import { test } from "node:test";

import { timeline } from "../src/drawing/timeline.js";

/** @param {number[]} times @returns {import("../src/drawing/ink.js").Stroke} */
const stroke = (times) => ({ tool: "pen", width: 5, points: times.map((at) => [0, 0, 1, at]) });

test("a quick drawing is replayed as it was drawn", () => {
  const moments = timeline([stroke([100, 116, 132]), stroke([200, 216])]);

  assert.deepEqual(moments.map(({ at }) => at), [0, 16, 32, 100, 116]);
  assert.deepEqual(moments.map(({ stroke, point }) => [stroke, point]), [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1]]);
});

test("nobody waits while the hand thought", () => {
  assert.deepEqual(timeline([stroke([0]), stroke([60_000, 60_010])]).map(({ at }) => at), [0, 250, 260]);
});

test("a long drawing is replayed within twelve seconds", () => {
  const moments = timeline([stroke(Array.from({ length: 5000 }, (_, step) => step * 20))]);

  assert.ok(Math.abs((moments.at(-1)?.at ?? 0) - 12_000) < 1e-6);
});

test("a clock that runs backwards, and a drawing without strokes, do no harm", () => {
  assert.deepEqual(timeline([stroke([500, 100, 120])]).map(({ at }) => at), [0, 0, 20]);
  assert.deepEqual(timeline([]), []);
});
