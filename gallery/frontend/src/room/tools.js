/** What a visitor can ask for: sound, the whole screen, a headset. */

/** @import { Controls } from "./controls.js" */
/** @import { Walk } from "./walk.js" */

import { Ambience } from "./ambience.js";
import { enterHeadset, hasHeadset } from "./headset.js";
import { SOUNDS } from "./sounds.js";

export class Tools {
  #ambience = new Ambience();

  /**
   * @param {Controls} controls
   * @param {Walk} walk
   */
  constructor({ stage, part }, walk) {
    this.walk = walk;
    this.sound = part("sound");
    this.sound.addEventListener("click", () => (this.#ambience.plays ? this.hush() : this.#play()));
    this.#offerWhole(stage, part("whole"));
    void this.#offerHeadset(/** @type {HTMLButtonElement} */ (part("headset")), part("said"));
    this.arrive();
  }

  /** What this room sounds like, if it does. */
  get #wish() {
    const { ambience } = this.walk.room.theme;
    return ambience !== null && ambience in SOUNDS ? ambience : null;
  }

  /** Offers a room's sound; who listened to the last one's goes on to hear. */
  arrive() {
    this.sound.hidden = this.#wish === null;
    if (this.#ambience.plays) this.#play();
  }

  hush() {
    this.#ambience.stop();
    this.sound.setAttribute("aria-pressed", "false");
  }

  #play() {
    if (this.#wish === null) return this.hush();
    this.#ambience.start(this.#wish);
    this.sound.setAttribute("aria-pressed", "true");
  }

  /**
   * @param {HTMLElement} stage
   * @param {HTMLElement} button
   */
  #offerWhole(stage, button) {
    button.hidden = !document.fullscreenEnabled;
    button.addEventListener("click", () => {
      void (document.fullscreenElement ? document.exitFullscreen() : stage.requestFullscreen()).catch(() => {});
    });
    stage.addEventListener("fullscreenchange", () => {
      button.setAttribute("aria-pressed", String(document.fullscreenElement === stage));
    });
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {HTMLElement} said where it is told that nothing came of it
   */
  async #offerHeadset(button, said) {
    button.addEventListener("click", async () => {
      button.disabled = true;
      await enterHeadset(this.walk).catch(() => (said.textContent = button.dataset.failed ?? ""));
      button.disabled = false;
    });
    button.hidden = !(await hasHeadset());
  }
}
