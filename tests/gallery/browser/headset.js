// A headset as browsers tell of one: two eyes side by side on the canvas, a hand that points, and no glass before them.
// `headset.refuses` is how it goes wrong: "session" before it begins, "space" once it has begun.

const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const at = (x, y, z) => ({ matrix: [...IDENTITY.slice(0, 12), x, y, z, 1] });
const NEAR = 0.05, FAR = 80;
const lens = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, (FAR + NEAR) / (NEAR - FAR), -1, 0, 0, (2 * FAR * NEAR) / (NEAR - FAR), 0];
const EYES = [["left", -0.032], ["right", 0.032]];

class Session extends EventTarget {
  renderState = {};
  inputSources = [];
  enabledFeatures = [];
  ended = false;

  updateRenderState(state) {
    Object.assign(this.renderState, state);
  }

  /** Browsers tell of the hands as early as this. */
  async requestReferenceSpace() {
    if (headset.refuses === "space") throw new DOMException("no floor", "NotSupportedError");
    this.inputSources = [{ targetRayMode: "tracked-pointer", targetRaySpace: {}, gripSpace: null, hand: null }];
    this.#tell("inputsourceschange", { added: this.inputSources, removed: [] });
    return {};
  }

  requestAnimationFrame(draw) {
    return requestAnimationFrame((now) => {
      if (!this.ended) draw(now, new Frame(this));
    });
  }

  cancelAnimationFrame(asked) {
    cancelAnimationFrame(asked);
  }

  async end() {
    this.ended = true;
    this.#tell("end");
  }

  /** The hand presses. */
  press() {
    this.#tell("select", { inputSource: this.inputSources[0], frame: new Frame(this) });
  }

  #tell(type, about = {}) {
    this.dispatchEvent(Object.assign(new Event(type), about));
  }
}

class Frame {
  constructor(session) {
    this.session = session;
  }

  getViewerPose() {
    const views = EYES.map(([eye, x]) => ({ eye, transform: at(x, 1.6, 0), projectionMatrix: lens }));
    return { transform: at(0, 1.6, 0), views };
  }

  getPose() {
    return { transform: at(0.2, 1.3, -0.3) };
  }
}

window.headset = { refuses: "", session: null, asked: 0 };
window.XRWebGLBinding = undefined;
window.XRWebGLLayer = class {
  framebuffer = null;

  constructor(_, gl) {
    [this.framebufferWidth, this.framebufferHeight] = [gl.canvas.width, gl.canvas.height];
  }

  getViewport({ eye }) {
    const width = this.framebufferWidth / 2;
    return { x: eye === "left" ? 0 : width, y: 0, width, height: this.framebufferHeight };
  }
};
WebGL2RenderingContext.prototype.makeXRCompatible = async () => {};
Object.defineProperty(navigator, "xr", {
  value: {
    isSessionSupported: async (mode) => mode === "immersive-vr",
    requestSession: async () => {
      headset.asked += 1;
      if (headset.refuses === "session") throw new DOMException("not now", "SecurityError");
      headset.session = new Session();
      return headset.session;
    },
  },
});
