import assert from "node:assert/strict";
import test from "node:test";

import { orderAlike, wishes } from "../src/board/order.js";

const studio = /** @type {any} */ ({ querySelector: () => ({ dataset: { name: "Oil" } }) });
const sketch = new Blob(["drawn"]);
const photo = new Blob(["photo"]);
const order = { sketch, styles: "4,7", seed: 17, lines: 0.5, size: 256 };
const ALIKE = { style: 4, name: "Like it" };

test("siblings of a painting are of the same drawing, and their seeds are new", () => {
  const { seed, ...asked } = orderAlike({ id: "one", style: 4, seed: 17, url: "" }, order, 0.3);
  assert.deepEqual(asked, { sketch, lines: 0.5, ink: undefined, styles: "random:4", like: "one", variation: 0.3 });
  assert.ok(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31);
});

test("a picture goes along again with what was painted in its style, and with nothing else", () => {
  const shown = { ...order, reference: photo };
  assert.equal(orderAlike({ id: "one", style: 0, seed: 1, url: "" }, shown, 1).reference, photo);
  assert.equal(orderAlike({ id: "one", style: 4, seed: 1, url: "" }, shown, 1).reference, undefined);
});

test("every variation has its tile, and named styles beside one theirs", () => {
  assert.deepEqual(wishes(studio, { ...order, styles: "random:2", like: "one" }, ALIKE), [ALIKE, ALIKE]);
  const beside = wishes(studio, { ...order, styles: "4,7", like: "one" }, ALIKE);
  assert.deepEqual(beside, [ALIKE, { style: 7, name: "Oil" }]);
});
