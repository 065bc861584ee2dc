/** The canvas and what draws on it: one picture whenever something has changed, and none in between. */

/** @import { Scene } from "three" */
/** @import { Pose, View } from "./types.js" */

import { Group, PerspectiveCamera, WebGLRenderer } from "three";
import { viewOf } from "./poses.js";

const MOST_PIXELS = 2;
const LONGEST_FRAME_S = 0.25;
const SLOW_FRAME_S = 0.045;
const COARSE = 0.55;

export class Stage {
  camera = new PerspectiveCamera(50, 1, 0.05, 80);
  /** Who looks: in a headset, the camera moves in it. */
  rig = new Group();
  #asked = 0;
  #before = 0;
  /** Whether pictures are drawn with fewer pixels, because this machine is too slow to move with all of them. */
  #coarse = false;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {() => number} covered how many pixels of its lower edge lie under buttons
   * @param {() => void} reshaped is called when the view has other proportions
   * @param {(seconds: number) => boolean} advance is called before each picture; says whether there is to be another
   * @throws if there is no WebGL
   */
  constructor(canvas, covered, reshaped, advance) {
    this.canvas = canvas;
    this.covered = covered;
    this.reshaped = reshaped;
    this.advance = advance;
    this.renderer = new WebGLRenderer({ canvas, antialias: true, powerPreference: "low-power" });
    // To ask for complaints about shaders is to wait until they are compiled.
    this.renderer.debug.checkShaderErrors = false;
    this.rig.add(this.camera);
    /** @type {Scene | null} */
    this.scene = null;
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(canvas);
  }

  /** How many pictures were drawn until now. */
  get frames() {
    return this.renderer.info.render.frame;
  }

  /** @returns {View} */
  get view() {
    return viewOf(this.camera.aspect, this.covered() / this.canvas.clientHeight);
  }

  resize() {
    const { clientWidth, clientHeight } = this.canvas;
    if (!clientWidth || !clientHeight || this.renderer.xr.isPresenting) return;
    this.#sharpen(false);
    this.renderer.setSize(clientWidth, clientHeight, false);
    this.camera.aspect = clientWidth / clientHeight;
    this.camera.fov = (Math.atan(this.view.up) * 360) / Math.PI;
    this.camera.updateProjectionMatrix();
    this.reshaped();
    this.draw(performance.now());
  }

  /** Asks for a picture. */
  invalidate() {
    if (this.#asked || this.renderer.xr.isPresenting) return;
    this.#asked = requestAnimationFrame((now) => {
      this.#asked = 0;
      this.draw(now);
    });
  }

  /** @param {number} now milliseconds */
  draw(now) {
    if (!this.scene) return;
    const seconds = Math.min((now - this.#before) / 1000, LONGEST_FRAME_S);
    this.#before = now;
    const goesOn = this.advance(Math.max(seconds, 0));
    if (goesOn !== this.#coarse && (!goesOn || this.#waits(seconds))) this.#sharpen(goesOn);
    this.renderer.render(this.scene, this.camera);
    if (goesOn) this.invalidate();
  }

  /** @param {number} seconds that the last picture took */
  #waits(seconds) {
    return seconds > SLOW_FRAME_S && !this.renderer.xr.isPresenting;
  }

  /** @param {boolean} coarse */
  #sharpen(coarse) {
    this.#coarse = coarse;
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, MOST_PIXELS) * (coarse ? COARSE : 1));
  }

  /** A clock that stood still while nothing moved must not count that time. */
  wake() {
    if (!this.#asked) this.#before = performance.now();
    this.invalidate();
  }

  /** @param {Pose} pose */
  stand({ x, y, z, yaw, pitch }) {
    this.rig.position.set(x, 0, z);
    this.rig.rotation.y = yaw;
    this.camera.position.set(0, y, 0);
    this.camera.rotation.x = pitch;
    this.rig.updateMatrixWorld(true);
    this.camera.matrixWorldInverse.copy(this.camera.matrixWorld).invert();
  }

  dispose() {
    cancelAnimationFrame(this.#asked);
    this.sizes.disconnect();
    this.scene = null;
    this.renderer.dispose();
  }
}
