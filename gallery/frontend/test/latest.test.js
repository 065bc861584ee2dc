import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import test from "node:test";

import { Latest } from "../src/board/latest.js";

test("only the newest wish is fulfilled, and older ones are given up", async () => {
  /** @type {AbortSignal[]} */
  const begun = [];
  let [running, most] = [0, 0];
  const latest = new Latest(async (signal) => {
    begun.push(signal);
    most = Math.max(most, ++running);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    running -= 1;
  }, 5);
  latest.wish();
  latest.wish();
  await sleep(20);
  assert.equal(begun.length, 1);
  latest.wish();
  await sleep(20);
  assert.deepEqual(begun.map(({ aborted }) => aborted), [true, false]);
  latest.drop();
  await sleep(5);
  assert.deepEqual([begun.length, most, running], [2, 1, 0]);
});
