/** @import { Point } from "../src/room/types.js" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { glide, poseAt, turnTo } from "../src/room/glide.js";
import { distance, passed, standing, way } from "../src/room/ground.js";
import { pick } from "../src/room/pick.js";
import { atDoor, before, near as close, overview, viewOf } from "../src/room/poses.js";
import { fromWall, ontoWall, WALLS, wallOf } from "../src/room/plan.js";
import { Walker } from "../src/room/walker.js";
import { hanging, near, room } from "./room-fixture.js";

const EAST = { wall: /** @type {const} */ ("east"), offset: 0, width: 1.4, to: 2 };
const BENCH = { x: 0, z: 0, turn: 0 };
const START = { x: 0, y: 1.6, z: 2, yaw: 0, pitch: 0 };

test("nobody walks through a wall, but through a door", () => {
  const here = room({ doors: [EAST] });

  near(standing(here, { x: 4.2, z: 2.5 }), { x: 3.55, z: 2.5 });
  near(standing(here, { x: 9, z: 0.1 }), { x: 4.32, z: 0.1 });
  assert.equal(passed(here, { x: 4.32, z: 0.1 }), EAST);
  assert.equal(passed(here, { x: 3.55, z: 0.1 }), undefined);
});

test("nobody stands in the bench", () => {
  for (const turn of [0, 0.7, Math.PI / 2]) {
    const spot = standing(room({ bench: { x: 1, z: 0.5, turn } }), { x: 1.05, z: 0.45 });
    assert.ok(distance(spot, { x: 1, z: 0.5 }) > 0.5);
  }
});

test("a way leads around the bench, and straight where there is none", () => {
  const [from, to] = [{ x: 0, z: 2 }, { x: 0.1, z: -2 }];

  assert.deepEqual(way(room(), from, to), [to]);
  assert.deepEqual(way(room({ bench: BENCH }), from, { x: 3, z: 2 }), [{ x: 3, z: 2 }]);
  assert.equal(way(room({ bench: BENCH }), from, to).length, 2);
  assert.equal(way(room({ bench: BENCH }), from, { x: 0, z: -2 }).length, 2);
});

test("a glide around the bench never comes into it", () => {
  const to = { ...START, z: -2, yaw: 1 };
  const path = glide(START, to, way(room({ bench: BENCH }), START, to));
  const spots = Array.from({ length: 50 }, (_, i) => poseAt(path, (path.seconds * i) / 49));

  assert.ok(spots.every(({ x, z }) => Math.abs(x) > 0.85 || Math.abs(z) > 0.25));
  near(spots[0], START);
  assert.equal(spots[49], to);
});

test("heads turn the shorter way", () => {
  near(turnTo(3, -3), 2 * Math.PI - 6);
  near(turnTo(-3, 3), 6 - 2 * Math.PI);
  near(turnTo(0.1, 0.1 + 4 * Math.PI), 0);
});

test("before a work, its frame and its label are in view on any screen, and one stands in the room", () => {
  for (const aspect of [0.46, 1, 1.78, 3]) {
    const view = viewOf(aspect, 0.2);
    for (const wall of WALLS) {
      const work = hanging(1, { wall, offset: -0.4 });
      const pose = before(room({ hangings: [work] }), work, view);
      const { u, v, n } = ontoWall(wallOf(room(), wall), pose);

      assert.ok(u - n * view.across < -0.9 && u + n * view.across > 0.66, `${wall} at ${aspect}`);
      assert.ok(v + n * view.up > 2.05 && v - n * view.up * (1 - 2 * view.bar) < 1.05, `${wall} at ${aspect}`);
      assert.ok(n < 5.6);
    }
  }
});

test("near a work, its painting fills the view and no more", () => {
  const work = hanging(1);
  const view = viewOf(1.78, 0.16);
  const { n } = ontoWall(wallOf(room(), "north"), close(room(), work, view));

  assert.ok(n * view.up * (1 - view.bar) > 0.375 && n * view.up < 0.5);
});

test("from the door one looks into the room; else over it, standing inside", () => {
  near(overview(room(), EAST).yaw - Math.PI / 2, 0);
  const { x, z } = overview(room());
  near(standing(room(), { x, z }), { x, z });
});

test("a ray meets what is in its way: a work, its label, a door, the floor, or nothing", () => {
  const work = hanging(1);
  const here = room({ hangings: [work], doors: [EAST] });
  const eye = { x: 0, y: 1.6, z: 1 };
  const to = (/** @type {Point} */ { x, y, z }) => ({ x: x - eye.x, y: y - eye.y, z: z - eye.z });
  const wall = wallOf(here, "north");
  const north = (/** @type {number} */ u, /** @type {number} */ v) => to(fromWall(wall, { u, v, n: 0 }));

  assert.deepEqual(pick(here, eye, north(0.3, 1.4)), { kind: "work", hanging: work });
  assert.deepEqual(pick(here, eye, north(0.8, 1.32)), { kind: "work", hanging: work });
  assert.deepEqual(pick(here, eye, north(2.5, 1.4)), { kind: "nothing" });
  assert.deepEqual(pick(here, eye, to({ x: 4, y: 1, z: 0.3 })), { kind: "door", door: EAST });
  assert.deepEqual(pick(here, eye, { x: 0, y: 1, z: 0 }), { kind: "nothing" });
  near(pick(here, eye, to({ x: 1, y: 0, z: -1 })), { kind: "ground", x: 1, z: -1 });
});

test("a walker who is led arrives, and goes on to what comes after", () => {
  const walker = new Walker(room({ doors: [EAST] }), START, () => false);
  walker.goTo(atDoor(walker.room, EAST), { ...START, x: 5, z: 0 });
  assert.deepEqual(walker.pose, START);
  for (let i = 0; i < 100 && walker.moves; i++) walker.advance(0.1);

  assert.equal(walker.moves, false);
  near(walker.pose, { ...START, x: 5, z: 0 });
});

test("a calm walker is there at once, and steps instead of strolling", () => {
  const walker = new Walker(room(), START, () => true);
  walker.hold("ahead");
  assert.equal(walker.moves, false);
  near(walker.pose, { ...START, z: 1.3 });

  walker.goTo({ ...START, x: 2 });
  near(walker.pose, { ...START, x: 2 });
});

test("a held key walks until it is released, and stops at the wall", () => {
  const walker = new Walker(room(), START, () => false);
  walker.hold("ahead");
  walker.advance(1);
  near(walker.pose.z, 0.5);
  walker.advance(60);
  near(walker.pose.z, -2.55);

  walker.release("ahead");
  assert.equal(walker.moves, false);
});

test("who glides through a door goes on gliding in the next room's measures", () => {
  const walker = new Walker(room(), START, () => false);
  walker.goTo({ ...START, x: 1 });
  walker.advance(0.2);
  walker.enter(room({ number: 2 }), (pose) => ({ ...pose, x: pose.x - 10 }));
  while (walker.moves) walker.advance(0.1);

  near(walker.pose, { ...START, x: -9 });
});
