import assert from "node:assert/strict";
import { test } from "node:test";
import { brightness, isWarm, linear, tint } from "../src/room/colour.js";
import { broken } from "../src/room/lines.js";
import { ceilingLight, floorLight, wallLight } from "../src/room/light.js";
import { noise } from "../src/room/noise.js";
import { sections } from "../src/room/shell.js";
import { SOUNDS } from "../src/room/sounds.js";
import { MEAN, plaster, stone, wood } from "../src/room/surface.js";
import { wallOf } from "../src/room/plan.js";
import { hanging, near, room } from "./room-fixture.js";

/**
 * @param {import("../src/room/light.js").LightMap} map
 * @param {number} across 0-1
 * @param {number} up 0-1
 */
function at({ width, height, data }, across, up) {
  const i = Math.floor(up * height) * width + Math.floor(across * width);
  return brightness([data[i * 4], data[i * 4 + 1], data[i * 4 + 2]]);
}

test("a wall is brightest at its works, darkest in the corners, and around its theme's colour in between", () => {
  const map = wallLight(room({ hangings: [hanging(1)] }), "north");

  assert.ok(at(map, 0.5, 0.6) > at(map, 0.2, 0.6));
  assert.ok(at(map, 0.002, 0.5) < at(map, 0.2, 0.5));
  assert.ok(at(map, 0.5, 2.25 / 3.6) > 0.9 && at(map, 0.5, 2.25 / 3.6) < 1.25);
  assert.ok(at(map, 0.2, 0.5) > 0.55 && at(map, 0.2, 0.5) < 1);
});

test("a frame throws its shadow down", () => {
  const map = wallLight(room({ hangings: [hanging(1)] }), "north");

  assert.ok(at(map, 0.5, 1.0 / 3.6) < at(map, 0.5, 0.75 / 3.6));
  assert.ok(at(map, 0.5, 2.11 / 3.6) > at(map, 0.5, 1.0 / 3.6));
});

test("it is darker under the bench, and brighter around the pane in the ceiling", () => {
  const bare = floorLight(room());
  const furnished = floorLight(room({ bench: { x: 0, z: 0, turn: 0 } }));
  const ceiling = ceilingLight(room());

  assert.ok(at(furnished, 0.5, 0.5) < 0.8 * at(bare, 0.5, 0.5));
  assert.ok(at(ceiling, 0.5, 0.5) > at(ceiling, 0.05, 0.05));
});

test("lamps tint without darkening: warm ones to the red, cold ones to the blue", () => {
  for (const kelvin of [1500, 2700, 4500, 6500, 20000]) near(brightness(tint(kelvin)), 1);
  assert.ok(tint(2700)[0] > tint(2700)[2]);
  assert.ok(tint(6500)[0] < tint(6500)[2]);
});

test("warm floors are of wood, others of stone", () => {
  assert.equal(isWarm(linear("#a98a66")), true);
  assert.equal(isWarm(linear("#6b6a68")), false);
});

test("tiles have their colour as their mean, and no seam", () => {
  for (const { width, height, data } of [plaster(), stone(), wood()]) {
    const mean = data.filter((_, i) => i % 4 === 0).reduce((sum, value) => sum + value, 0) / (width * height);
    assert.ok(Math.abs(mean / MEAN - 1) < 0.04, String(mean));
  }
  const wave = noise(5, 7, 1);
  near(wave(0.999999999, 0.3), wave(-0.000000001, 0.3));
});

test("a wall is built around its doors", () => {
  const here = room({ doors: [{ wall: "north", offset: 1, width: 1.4, to: 2 }] });

  near(sections(here, wallOf(here, "north")), [[-4, 0.3, 0], [0.3, 1.7, 2.3], [1.7, 4, 0]]);
  near(sections(here, wallOf(here, "south")), [[-4, 4, 0]]);
});

test("a title is broken into lines, and what does not fit is left out where it can be seen", () => {
  const paint = { measureText: (/** @type {string} */ text) => ({ width: [...text].length }) };

  assert.deepEqual(broken(paint, "The sea at night", 10, 3), ["The sea at", "night"]);
  assert.deepEqual(broken(paint, "The sea at night when nobody looks", 10, 2), ["The sea at", "night whe…"]);
  assert.deepEqual(broken(paint, "우리집과해바라기꽃", 4, 3), ["우리집과", "해바라기", "꽃"]);
  assert.deepEqual(broken(paint, "", 10, 2), [""]);
});

test("every sound is a loop of samples that are not too loud", () => {
  for (const { loop } of Object.values(SOUNDS)) {
    const samples = loop(800);
    assert.ok(samples.length >= 800 * 6);
    assert.ok(samples.every((value) => Math.abs(value) <= 2));
    assert.ok(samples.some((value) => value !== 0));
  }
});
