/** Mouse, fingers and keys on the canvas. A drag looks around, a tap goes there, arrow keys walk. */

/** @import { PerspectiveCamera } from "three" */
/** @import { Walk } from "./walk.js" */
/** @import { Move } from "./walker.js" */

import { Vector3 } from "three";
import { pick } from "./pick.js";

const DRAG_PX = 8;

/** @type {Record<string, Move>} */
const KEYS = { ArrowUp: "ahead", ArrowDown: "back", ArrowLeft: "left", ArrowRight: "right" };

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Walk} walk
 */
export function useKeys(canvas, walk) {
  canvas.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (act(event, walk)) event.preventDefault();
  });
  canvas.addEventListener("keyup", ({ key }) => KEYS[key] && walk.walker.release(KEYS[key]));
  canvas.addEventListener("blur", () => walk.walker.releaseAll());
}

/**
 * @param {KeyboardEvent} event
 * @param {Walk} walk
 * @returns {boolean} whether the key means something here
 */
function act({ key, repeat }, walk) {
  if (KEYS[key]) {
    if (!repeat || walk.isCalm) walk.hold(KEYS[key]);
    return true;
  }
  if (key === "Enter" || key === " ") walk.comeCloser();
  else if (key === "PageDown") walk.follow(1);
  else if (key === "PageUp") walk.follow(-1);
  else if (key === "Escape" && walk.tour.close) walk.comeCloser();
  else return false;
  return true;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Walk} walk
 */
export function usePointer(canvas, walk) {
  /** @type {{ id: number, x: number, y: number, drags: boolean } | null} */
  let down = null;
  canvas.addEventListener("pointerdown", ({ pointerId: id, clientX: x, clientY: y, isPrimary, button }) => {
    if (!isPrimary || button !== 0) return;
    down = { id, x, y, drags: false };
    canvas.setPointerCapture(id);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!down) return point(canvas, walk, event);
    const [x, y] = [event.clientX - down.x, event.clientY - down.y];
    if (!down.drags && Math.hypot(x, y) < DRAG_PX) return;
    down = { id: down.id, x: event.clientX, y: event.clientY, drags: true };
    const scale = (2 * Math.atan(walk.stage.view.up)) / canvas.clientHeight;
    walk.look(x * scale, y * scale);
  });
  canvas.addEventListener("pointerup", (event) => {
    const taps = down && !down.drags;
    down = null;
    if (taps) walk.goAlong(...rayAt(canvas, walk.stage.camera, event));
  });
  canvas.addEventListener("pointercancel", () => (down = null));
}

/**
 * Shows what a click would do.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Walk} walk
 * @param {PointerEvent} event
 */
function point(canvas, walk, event) {
  if (event.pointerType !== "mouse") return;
  const { kind } = pick(walk.room, ...rayAt(canvas, walk.stage.camera, event));
  canvas.style.cursor = kind === "nothing" ? "grab" : "pointer";
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {PerspectiveCamera} camera
 * @param {{ clientX: number, clientY: number }} at
 * @returns {[Vector3, Vector3]} the eye, and the direction of what is seen there
 */
function rayAt(canvas, camera, { clientX, clientY }) {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const eye = new Vector3().setFromMatrixPosition(camera.matrixWorld);
  const seen = new Vector3(((clientX - left) / width) * 2 - 1, 1 - ((clientY - top) / height) * 2, 0.5);
  return [eye, seen.unproject(camera).sub(eye)];
}
