import assert from "node:assert/strict";
import { test } from "node:test";
import { Object3D } from "three";
import { hasHeadset, rayOf } from "../src/room/headset.js";
import { near } from "./room-fixture.js";

/** @param {unknown} xr what a browser says of headsets */
function browserWith(xr) {
  Object.defineProperty(globalThis, "navigator", { value: { xr }, configurable: true });
}

test("a hand points ahead of itself, wherever it is held", () => {
  const hand = new Object3D();
  hand.position.set(0.2, 1.3, -0.4);
  hand.rotation.y = Math.PI / 2;
  hand.updateMatrixWorld();
  const [from, ray] = rayOf(hand);

  near({ ...from }, { x: 0.2, y: 1.3, z: -0.4 });
  near({ ...ray }, { x: -1, y: 0, z: 0 });
});

test("a headset is there only where a browser says so", async () => {
  browserWith(undefined);
  assert.equal(await hasHeadset(), false);
  browserWith({ isSessionSupported: async () => false });
  assert.equal(await hasHeadset(), false);
  browserWith({ isSessionSupported: () => Promise.reject(new Error("not allowed")) });
  assert.equal(await hasHeadset(), false);
  browserWith({ isSessionSupported: async (/** @type {string} */ mode) => mode === "immersive-vr" });
  assert.equal(await hasHeadset(), true);
});
