/** Does one thing at a time, always for the newest wish: an older one is given up as soon as a newer one comes. */

export class Latest {
  /** @type {AbortController | null} */
  #running = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /** @param {(signal: AbortSignal) => Promise<void>} deed @param {number} pause_ms how long nothing must have changed */
  constructor(deed, pause_ms) {
    this.deed = deed;
    this.pause_ms = pause_ms;
  }

  wish() {
    this.drop();
    this.#waiting = setTimeout(() => this.#run(), this.pause_ms);
  }

  drop() {
    clearTimeout(this.#waiting);
    this.#running?.abort();
    this.#running = null;
  }

  async #run() {
    const running = (this.#running = new AbortController());
    try {
      await this.deed(running.signal);
    } catch {
      // Given up, or refused: the next wish may be luckier, and nobody waits for this one.
    } finally {
      if (this.#running === running) this.#running = null;
    }
  }
}
