import assert from "node:assert/strict";
import { test } from "node:test";
import { beyond, fromBeyond, fromWall, intoBeyond, LABEL, labelPlace, ontoWall } from "../src/room/plan.js";
import { WALL_THICKNESS, WALLS, wallOf } from "../src/room/plan.js";
import { hanging, near, room } from "./room-fixture.js";

test("each wall's right hand is as seen from inside", () => {
  const places = WALLS.map((name) => fromWall(wallOf(room(), name), { u: 1, v: 1.5, n: 0 }));

  near(places, [{ x: 1, y: 1.5, z: -3 }, { x: 4, y: 1.5, z: 1 }, { x: -1, y: 1.5, z: 3 }, { x: -4, y: 1.5, z: -1 }]);
});

test("what was put on a wall is found there again", () => {
  for (const name of WALLS) {
    const wall = wallOf(room(), name);
    near(ontoWall(wall, fromWall(wall, { u: 0.7, v: 1.2, n: 0.4 })), { u: 0.7, v: 1.2, n: 0.4 });
  }
});

test("a label hangs to the right of its work, and under it where the next one is near", () => {
  const [alone, crowded] = [hanging(1, { offset: 0 }), hanging(2, { offset: 1.2 })];

  const { u, v } = labelPlace(room({ hangings: [alone] }), alone);
  near(u, 0.5 + LABEL.gap + LABEL.width / 2);
  assert.equal(v, LABEL.eye);

  const under = labelPlace(room({ hangings: [alone, crowded] }), alone);
  assert.equal(under.u, 0);
  assert.ok(under.v + LABEL.height / 2 < 1.55 - 0.5);
});

test("a label keeps out of a door and of the corner", () => {
  const door = { wall: /** @type {const} */ ("north"), offset: 1.6, width: 1.4, to: 2 };
  const [work, cornered] = [hanging(1, { offset: 0 }), hanging(1, { offset: 3.2 })];

  assert.equal(labelPlace(room({ hangings: [work], doors: [door] }), work).u, 0);
  assert.equal(labelPlace(room({ hangings: [cornered] }), cornered).u, 3.2);
});

test("the room behind a door lies against it, wall to wall, whichever walls the two doors are in", () => {
  for (const wall of WALLS) {
    for (const back of WALLS) {
      const here = room({ doors: [{ wall, offset: 0.5, width: 1.4, to: 2 }] });
      const size = { width: 7, depth: 5, height: 3.4 };
      const next = room({ number: 2, size, doors: [{ wall: back, offset: -0.4, width: 1.4, to: 1 }] });
      const inTheirDoor = { ...fromWall(wallOf(next, back), { u: -0.4, v: 1.6, n: 0 }), yaw: 0, pitch: 0 };

      const seen = ontoWall(wallOf(here, wall), intoBeyond(here, here.doors[0], next, inTheirDoor));

      near(seen, { u: 0.5, v: 1.6, n: -WALL_THICKNESS });
      assert.ok(ontoWall(wallOf(here, wall), { ...beyond(here, here.doors[0], next), y: 0 }).n < -2);
    }
  }
});

test("who goes through a door and back is where they were", () => {
  const here = room({ doors: [{ wall: "east", offset: 0, width: 1.4, to: 2 }] });
  const next = room({ number: 2, doors: [{ wall: "south", offset: 1, width: 1.4, to: 1 }] });
  const pose = { x: 1, y: 1.6, z: -2, yaw: 0.3, pitch: 0.1 };

  near(fromBeyond(here, here.doors[0], next, intoBeyond(here, here.doors[0], next, pose)), pose);
});
