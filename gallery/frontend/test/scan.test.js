import assert from "node:assert/strict";
import test from "node:test";

import { Scan } from "../src/board/scan.js";

test("the light goes round and a press takes what is lit", () => {
  const scan = new Scan();
  for (let i = 0; i < 5; i++) scan.tick(4);
  assert.equal(scan.at, 0);
  assert.equal(scan.press(), 0);
});

test("after a press the light begins at the first control again", () => {
  const scan = new Scan();
  scan.tick(4);
  scan.tick(4);
  scan.press();
  scan.tick(4);
  assert.equal(scan.at, 0);
});

test("nobody is hurried: the light rests after a few turns, and the next press only wakes it", () => {
  const scan = new Scan(2);
  for (let i = 0; i < 6; i++) scan.tick(3);
  assert.ok(scan.isResting);
  scan.tick(3);
  assert.equal(scan.at, 2);
  assert.equal(scan.press(), -1);
  scan.tick(3);
  assert.equal(scan.at, 0);
});

test("a press before anything is lit takes nothing", () => {
  assert.equal(new Scan().press(), -1);
});

test("fewer controls than before are no trouble, nor are none", () => {
  const scan = new Scan();
  for (let i = 0; i < 7; i++) scan.tick(8);
  scan.tick(3);
  assert.equal(scan.at, 1);
  scan.tick(0);
  assert.equal(scan.at, 1);
});
