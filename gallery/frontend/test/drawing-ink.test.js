import assert from "node:assert/strict";
import test from "node:test";

import { svg } from "../src/board/export.js";
import { outline, radius } from "../src/drawing/ink.js";

/** @typedef {import("../src/drawing/ink.js").Point} Point */

test("a dot is a circle with the contract's radius", () => {
  assert.equal(radius(10, 1), 5);
  assert.equal(radius(10, 0), 2);
  assert.match(outline({ tool: "pen", width: 10, points: [[50, 60, 1, 0]] }), /^M45 60a5 5 0 1 1 10 0a5 5 0 1 1 -10 0Z/);
});

test("every stroke has an outline without a hole in its numbers", () => {
  const kinds = [1, 2, 3, 4, 40].map((count) => Array.from({ length: count }, (_, i) => /** @type {Point} */ ([i * 9, 3 * (i % 5), 0.5, i])));
  kinds.push(Array.from({ length: 9 }, () => [7, 7, 0.5, 0]));
  for (const points of kinds) assert.match(outline({ tool: "pen", width: 12, points }), /^[MLQaZ0-9 .-]+$/);
});

test("an SVG holds the strokes in their order, erasers in white", () => {
  const points = [/** @type {Point} */ ([1, 2, 0.5, 0])];
  const drawn = svg([{ tool: "pen", width: 5, points }, { tool: "eraser", width: 9, points }]);
  assert.deepEqual([...drawn.matchAll(/fill="(#\w+)"/g)].map((found) => found[1]), ["#fff", "#000", "#fff"]);
});
