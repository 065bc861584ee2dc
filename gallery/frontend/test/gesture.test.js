import assert from "node:assert/strict";
import test from "node:test";

import { Gesture } from "../src/board/gesture.js";

/** @param {number} fingers @param {number} ms */
function tap(fingers, ms) {
  const gesture = new Gesture();
  for (let id = 0; id < fingers; id++) gesture.down(id, 100 * id, 50, id);
  return Array.from({ length: fingers }, (_, id) => gesture.up(id, ms));
}

test("two fingers that tap undo, three redo, one and four do nothing", () => {
  assert.deepEqual([1, 2, 3, 4].map((fingers) => tap(fingers, 120).at(-1)), [null, "undo", "redo", null]);
});

test("nothing is tapped before the last finger has left, nor by resting", () => {
  assert.deepEqual(tap(2, 120), [null, "undo"]);
  assert.deepEqual(tap(2, 2000), [null, null]);
});

test("fingers that go apart look closer, and are no tap", () => {
  const gesture = new Gesture();
  gesture.down(0, 100, 100, 0);
  gesture.down(1, 200, 100, 0);
  const pinch = gesture.move(1, 300, 100);
  assert.deepEqual(pinch, { zoom: 2, centre: [200, 100], shift: [50, 0] });
  gesture.up(0, 50);
  assert.equal(gesture.up(1, 60), null);
});

test("what trembles under two fingers moves nothing", () => {
  const gesture = new Gesture();
  gesture.down(0, 100, 100, 0);
  gesture.down(1, 200, 100, 0);
  assert.equal(gesture.move(1, 203, 101), null);
});
