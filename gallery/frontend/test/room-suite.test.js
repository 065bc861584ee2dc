import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBeyond, WALL_THICKNESS } from "../src/room/plan.js";
import { adjoin, seenFrom, suite } from "../src/room/suite.js";
import { near, room } from "./room-fixture.js";

const door = (/** @type {"west" | "east"} */ wall, /** @type {number} */ to) => ({ wall, offset: 0, width: 1.4, to });
const ROW = [1, 2, 3, 4].map((number) =>
  room({ number, doors: [...(number > 1 ? [door("west", number - 1)] : []), door("east", number + 1)] }),
);
const EXHIBITION = { slug: "first", title: "First", rooms: ROW };

test("rooms in a row lie in a row, as far as one sees through two doors", () => {
  const lies = suite(EXHIBITION, ROW[0]);

  assert.deepEqual([...lies.keys()], [1, 2, 3]);
  near(
    [...lies.values()].map(({ x, z }) => [x, z]),
    [0, 1, 2].map((number) => [number * (8 + WALL_THICKNESS), 0]),
  );
  assert.deepEqual([...suite(EXHIBITION, ROW[2]).keys()], [3, 2, 4, 1]);
});

test("only neighbours have an open door between them", () => {
  const lies = suite(EXHIBITION, ROW[0]);

  assert.equal(adjoin(lies, 1, 2), true);
  assert.equal(adjoin(lies, 3, 2), true);
  assert.equal(adjoin(lies, 1, 3), false);
});

test("the room behind a door sees one as if one had gone through it", () => {
  const pose = { x: 1, y: 1.6, z: -2, yaw: 0.3, pitch: 0.1 };
  const lie = suite(EXHIBITION, ROW[0]).get(2);

  assert.ok(lie);
  near(seenFrom(lie, pose), fromBeyond(ROW[0], ROW[0].doors[0], ROW[1], pose));
});
