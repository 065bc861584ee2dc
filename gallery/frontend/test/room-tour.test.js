import assert from "node:assert/strict";
import { test } from "node:test";
import { following, stops } from "../src/room/tour.js";
import { fileFor, wantedFiles } from "../src/room/variants.js";
import { artwork, hanging, room } from "./room-fixture.js";

const FIRST = room({ hangings: [hanging(2), hanging(1), hanging(3)] });
const EXHIBITION = { slug: "first", title: "First", rooms: [FIRST, room({ number: 2 })] };

test("a tour shows the works by their places, then the way to the next room", () => {
  const works = [1, 2, 3].map((place) => ({ kind: "work", place }));

  assert.deepEqual(stops(EXHIBITION, FIRST), [{ kind: "room" }, ...works, { kind: "door", to: 2 }]);
  assert.deepEqual(stops(EXHIBITION, EXHIBITION.rooms[1]), [{ kind: "room" }]);
});

test("after the last stop comes the first again, and before the first the last", () => {
  const all = stops(EXHIBITION, FIRST);

  assert.deepEqual(following(all, all[0], 1), { kind: "work", place: 1 });
  assert.deepEqual(following(all, all[4], 1), { kind: "room" });
  assert.deepEqual(following(all, all[0], -1), { kind: "door", to: 2 });
});

test("the narrowest file that is wide enough is asked for", () => {
  assert.equal(fileFor(artwork(), 320), "/media/a-320.webp");
  assert.equal(fileFor(artwork(), 400), "/media/a-512.webp");
  assert.equal(fileFor(artwork(), 9000), "/media/a-1024.webp");
  const bare = { ...artwork(), painting: { url: "/media/a.webp", width: 256, height: 256, variants: [] } };
  assert.equal(fileFor(bare, 320), "/media/a.webp");
});

test("large files are for the nearest works before one's eyes, and for three of them at most", () => {
  const hangings = [-3, -2, -1, 0, 1, 2].map((offset, i) => hanging(i + 1, { offset }));
  const wanted = wantedFiles(room({ hangings }), { x: 0, y: 1.6, z: -2.4, yaw: 0, pitch: 0 });

  assert.equal(wanted[0].place, 4);
  assert.deepEqual(wanted.map(({ url }) => url.includes("1024")), [true, true, true, false, false, false]);
  const behind = wantedFiles(room({ hangings }), { x: 0, y: 1.6, z: -2.4, yaw: Math.PI, pitch: 0 });
  const afar = wantedFiles(room({ hangings }), { x: 0, y: 1.6, z: 2, yaw: 0, pitch: 0 });
  assert.ok([...afar, ...behind].every(({ url }) => url.includes("320")));
});
