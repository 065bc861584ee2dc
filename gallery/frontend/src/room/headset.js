/** The way into a headset, where there is one. */

/** @import { Object3D } from "three" */
/** @import { Walk } from "./walk.js" */

import { BufferGeometry, Line, LineBasicMaterial, Vector3 } from "three";

const HANDS = [0, 1];

/** @returns {Promise<boolean>} */
export async function hasHeadset() {
  try {
    return (await navigator.xr?.isSessionSupported("immersive-vr")) ?? false;
  } catch {
    return false; // The browser was told not to say.
  }
}

/**
 * Shows the room in the headset until its session ends. What a hand points at when it selects is gone to: at once,
 * for what glides before one's eyes makes many people ill.
 *
 * @param {Walk} walk
 * @throws when there is none after all, or whoever wears it does not want to
 */
export async function enterHeadset(walk) {
  const session = await navigator.xr?.requestSession("immersive-vr", { optionalFeatures: ["local-floor"] });
  if (!session) return;
  const { renderer, rig } = walk.stage;
  // Before the session is: a browser tells of its hands once, and as early as that.
  const hands = HANDS.map((index) => renderer.xr.getController(index));
  renderer.xr.enabled = true;
  try {
    await renderer.xr.setSession(session);
  } catch (error) {
    renderer.xr.enabled = false;
    await session.end(); // Else it would go on in the dark.
    throw error;
  }
  const point = (/** @type {{ target: Object3D }} */ { target }) => walk.goAlong(...rayOf(target));
  for (const hand of hands) {
    rig.add(hand.add(pointer()));
    hand.addEventListener("select", point);
  }
  renderer.setAnimationLoop((now) => walk.stage.draw(now));
  session.addEventListener("end", () => {
    for (const hand of hands) {
      hand.removeEventListener("select", point);
      rig.remove(hand.clear());
    }
    renderer.setAnimationLoop(null);
    renderer.xr.enabled = false;
    walk.stage.resize();
  });
}

/**
 * @param {Object3D} hand
 * @returns {[Vector3, Vector3]} where it is, and the direction it points in
 */
export function rayOf({ matrixWorld }) {
  const from = new Vector3().setFromMatrixPosition(matrixWorld);
  return [from, new Vector3(0, 0, -1).transformDirection(matrixWorld)];
}

/** A thin line from a hand to where it points. */
function pointer() {
  const line = new BufferGeometry().setFromPoints([new Vector3(), new Vector3(0, 0, -3)]);
  return new Line(line, new LineBasicMaterial({ color: 0xfff4e0 }));
}
