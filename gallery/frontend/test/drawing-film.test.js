import assert from "node:assert/strict";
import test from "node:test";

import { Film } from "../src/drawing/film.js";
import { outline } from "../src/drawing/ink.js";

/** @typedef {import("../src/drawing/ink.js").Stroke} Stroke */

globalThis.Path2D = /** @type {any} */ (class { constructor(/** @type {string} */ d) { this.d = d; } });

/** @type {Stroke[]} */
const STROKES = [
  { tool: "pen", width: 9, points: [[0, 0, 0.5, 5000], [10, 0, 0.5, 5100]] },
  { tool: "eraser", width: 9, points: [] },
  { tool: "eraser", width: 40, points: [[0, 9, 0.5, 95_100], [10, 9, 0.5, 95_200]] },
];

/** A canvas that remembers what was done to it since it was last wiped. */
function canvas() {
  /** @type {{d: string, how: string}[]} */
  const filled = [];
  const context = {
    filled,
    canvas: { width: 9, height: 9 },
    globalCompositeOperation: "source-over",
    fill: (/** @type {any} */ { d }) => filled.push({ d, how: context.globalCompositeOperation }),
    clearRect: () => filled.splice(0),
    save() {},
    restore() {},
    resetTransform() {},
  };
  return context;
}

function film() {
  const context = canvas();
  return { context, film: new Film(STROKES, /** @type {any} */ (context)) };
}

test("point by point it becomes the drawing that was inked at once", () => {
  const { context, film: shown } = film();
  shown.draw(2);
  const [pen, , eraser] = STROKES;
  assert.equal(context.filled.slice(0, 2).map(({ d }) => d).join(""), outline(pen));
  assert.equal(context.filled.slice(2).map(({ d }) => d).join(""), outline(eraser));
  assert.deepEqual(context.filled.map(({ how }) => how), ["source-over", "source-over", "destination-out", "destination-out"]);
});

test("at every moment there is what was drawn until then, also going back", () => {
  const { context, film: shown } = film();
  const seen = [0, 100, 300, 450, 120, 0].map((moment) => [shown.drawUntil(moment), context.filled.length]);
  assert.deepEqual(seen, [[0, 1], [1, 2], [1, 2], [2, 4], [1, 2], [0, 1]]);
});

test("a stroke without points is none, and what was on the paper before is wiped", () => {
  const { context, film: shown } = film();
  context.filled.push({ d: "old", how: "" });
  shown.draw(1);
  assert.equal(shown.strokes.length, 2);
  assert.equal(context.filled.length, 2);
  assert.equal(shown.startOf(1), 350);
});

test("it runs to its end, or until somebody stops it", async () => {
  globalThis.requestAnimationFrame = (next) => Number(setTimeout(() => next(0), 1));
  const { context, film: shown } = film();
  const told = /** @type {number[]} */ ([]);
  await shown.play(new AbortController().signal, (whole) => told.push(whole), 440);
  assert.deepEqual([told.at(-1), context.filled.length], [2, 4]);
  await shown.play(AbortSignal.abort(), () => assert.fail("it was stopped"));
});
