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
    this.sound.addEventListener("click", () => this.#toggleSound());
    this.#offerWhole(stage, part("whole"));
    void this.#offerHeadset(part("headset"));
    this.hush();
  }

  /** Ends the sound: of another room, or because nobody is here any more. */
  hush() {
    this.#ambience.stop();
    this.sound.hidden = !((this.walk.room.theme.ambience ?? "") in SOUNDS);
    this.sound.setAttribute("aria-pressed", "false");
  }

  #toggleSound() {
    const { ambience } = this.walk.room.theme;
    if (this.#ambience.plays || ambience === null) return this.hush();
    this.#ambience.start(ambience);
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

  /** @param {HTMLElement} button */
  async #offerHeadset(button) {
    button.addEventListener("click", () => void enterHeadset(this.walk).catch(() => {}));
    button.hidden = !(await hasHeadset());
  }
}
