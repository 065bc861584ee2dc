/** One switch for everything: a light goes round over the controls, and a press takes the one that is lit. */

export class Scan {
  /** @type {number} -1: nothing is lit yet */
  at = -1;
  #turns = 0;

  /** @param {number} rests after how many turns without a press the light waits for one */
  constructor(rests = 3) {
    this.rests = rests;
  }

  get isResting() {
    return this.#turns >= this.rests;
  }

  /** The light goes on, to the first after the last of `count` controls. @param {number} count */
  tick(count) {
    if (this.isResting || count === 0) return;
    this.at = (this.at + 1) % count;
    if (this.at === count - 1) this.#turns += 1;
  }

  /** What is taken: the place of the lit control, or -1 when the press only wakes the light. */
  press() {
    const taken = this.isResting ? -1 : this.at;
    this.again();
    return taken;
  }

  /** From the beginning, as when other controls are there. */
  again() {
    this.at = -1;
    this.#turns = 0;
  }
}
