/** The buttons over the picture, and the words about where one is. */

/** @import { Situation } from "./tour.js" */
/** @import { Walk } from "./walk.js" */
/** @import { Move } from "./walker.js" */

const TAP_MS = 220;

export class Controls {
  /** Whether the words about the place were already said by the link that led there. */
  #quietly = false;

  /**
   * @param {HTMLElement} stage what the page's template describes
   * @param {Walk} walk
   */
  constructor(stage, walk) {
    this.stage = stage;
    this.walk = walk;
    this.#on("previous", () => walk.follow(-1));
    this.#on("next", () => walk.follow(1));
    this.#on("closer", () => walk.comeCloser());
    for (const move of /** @type {Move[]} */ (["ahead", "back", "left", "right"])) this.#holds(move);
    walk.addEventListener("moved", () => this.tell());
    this.tell();
  }

  /**
   * @param {string} name
   * @returns {HTMLElement}
   */
  part = (name) => {
    const found = this.stage.querySelector(`[data-part="${name}"], [data-do="${name}"]`);
    if (!(found instanceof HTMLElement)) throw new Error(`the walk's template has no ${name}`);
    return found;
  };

  /**
   * @param {string} name
   * @param {() => void} act
   */
  #on(name, act) {
    this.part(name).addEventListener("click", act);
  }

  /**
   * A button that goes on while it is held; one press, by whatever means, is one step.
   *
   * @param {Move} move
   */
  #holds(move) {
    const button = this.part(move);
    let since = 0;
    let held = false;
    button.addEventListener("pointerdown", ({ pointerId }) => {
      button.setPointerCapture(pointerId);
      since = performance.now();
      held = true;
      setTimeout(() => held && !this.walk.isCalm && this.walk.hold(move), TAP_MS);
    });
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      button.addEventListener(end, () => {
        held = false;
        this.walk.walker.release(move);
      });
    }
    button.addEventListener("click", ({ detail }) => {
      if (detail === 0 || this.walk.isCalm || performance.now() - since < TAP_MS) this.walk.step(move);
    });
    button.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  /** @param {() => void} act what moves without being told about */
  quietly(act) {
    this.#quietly = true;
    act();
    this.#quietly = false;
  }

  /** Says where one is. */
  tell() {
    const now = this.walk.tour.situation;
    const { hanging, room } = now;
    this.part("title").textContent = hanging ? hanging.artwork.title : room.title;
    this.part("artist").textContent = hanging ? hanging.artwork.artist : "";
    this.part("count").textContent = hanging ? `${now.index} / ${room.hangings.length}` : "";
    const more = /** @type {HTMLAnchorElement} */ (this.part("more"));
    more.hidden = !hanging;
    if (hanging) more.href = `/artworks/${hanging.artwork.id}`;
    this.#tellCloser(now);
    this.part("next").classList.toggle("leads-on", now.leadsOn);
    if (!this.#quietly) this.part("said").textContent = this.part("caption").innerText.replace(/\s+/g, " ");
  }

  /** @param {Situation} now */
  #tellCloser({ hanging, close }) {
    const closer = this.part("closer");
    closer.hidden = !hanging;
    closer.classList.toggle("is-close", close);
  }
}
