import assert from "node:assert/strict";
import test from "node:test";

import { Drawing } from "../src/board/drawing.js";

/** @typedef {import("../src/board/drawing.js").Stroke} Stroke */

/** @param {number} points @param {"pen" | "eraser"} tool @returns {Stroke} */
const stroke = (points, tool = "pen") => ({ tool, width: 12, points: Array.from({ length: points }, (_, i) => [i, 2, 0.5, i]) });

test("every step can be undone and redone, without end", () => {
  const drawing = new Drawing();
  for (let i = 1; i <= 300; i++) drawing.add([stroke(i)]);
  drawing.clear();
  for (let i = 0; i < 301; i++) drawing.undo();
  assert.equal(drawing.strokes.length, 0);
  for (let i = 0; i < 300; i++) drawing.redo();
  assert.equal(drawing.strokes.length, 300);
  drawing.redo();
  assert.equal(drawing.strokes.length, 0);
});

test("a stroke and its mirror image are one step", () => {
  const drawing = new Drawing();
  drawing.add([stroke(2), stroke(2)]);
  assert.equal(drawing.strokes.length, 2);
  drawing.undo();
  assert.equal(drawing.strokes.length, 0);
});

test("whatever is drawn after an undo, cannot be redone away", () => {
  const drawing = new Drawing();
  drawing.add([stroke(1)]);
  drawing.undo();
  drawing.add([stroke(2)]);
  drawing.redo();
  assert.deepEqual(drawing.strokes.map(({ points }) => points.length), [2]);
});

test("what was kept is what was drawn, undone steps too", () => {
  const drawing = new Drawing();
  drawing.add([stroke(3)]);
  drawing.add([stroke(4)]);
  drawing.undo();
  const again = Drawing.from(structuredClone(drawing.kept()));
  again.redo();
  assert.deepEqual(again.strokes, [stroke(3), stroke(4)]);
});

test("what is no drawing is an empty one", () => {
  for (const odd of [undefined, null, 7, "x", {}, { steps: 7 }, { steps: [7] }, { steps: [[{}]] }]) {
    assert.equal(Drawing.from(odd).strokes.length, 0, JSON.stringify(odd));
  }
});

test("rubbing out alone draws nothing", () => {
  const drawing = new Drawing();
  drawing.add([stroke(2, "eraser")]);
  assert.ok(drawing.isBlank);
});

test("the clock goes on from the last point", () => {
  assert.equal(new Drawing({ steps: [[stroke(9)], [stroke(4)]] }).lastMoment, 8);
});

test("a drawing larger than the API takes has no document", () => {
  const sizes = [[stroke(200_001)], [stroke(100_000), stroke(100_001)], Array(5_001).fill(stroke(1))];
  for (const strokes of sizes) assert.equal(new Drawing({ steps: [strokes] }).document(), null);
  assert.equal(new Drawing({ steps: [[stroke(2)]] }).document()?.strokes.length, 1);
});
