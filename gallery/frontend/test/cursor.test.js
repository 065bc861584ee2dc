import assert from "node:assert/strict";
import test from "node:test";

import { moved, ninth } from "../src/board/cursor.js";

test("arrows move, other keys do not", () => {
  assert.deepEqual(moved([100, 100], "ArrowLeft", 16), [84, 100]);
  assert.deepEqual(moved([100, 100], "ArrowDown", 4), [100, 104]);
  assert.equal(moved([100, 100], "a", 16), null);
});

test("the cursor stays on the paper", () => {
  assert.deepEqual(moved([5, 5], "ArrowUp", 64), [5, 0]);
  assert.deepEqual(moved([1020, 5], "ArrowRight", 64), [1024, 5]);
});

test("the ninths of the paper are counted like lines are read", () => {
  assert.deepEqual([[0, 0], [512, 0], [1024, 0], [0, 512], [512, 512], [1024, 1024]].map(([x, y]) => ninth([x, y])), [0, 1, 2, 3, 4, 8]);
});
