/**
 * `<gallery-room>`: a list of works that becomes a room to walk through, where that is possible. Without WebGL, without
 * the room's plan, or when the graphics card gives up, it is the list that it was.
 *
 * `data-src`: where the exhibition is described. `data-room`: the number of the room. Its `<template>` holds the stage
 * with all its words. `data-state` says how things are: "list", "loading", "walking" or "lost".
 */

/** @import { Exhibition } from "./types.js" */

import { Controls } from "./controls.js";
import { useKeys, usePointer } from "./hands.js";
import { become } from "./page.js";
import { Tools } from "./tools.js";
import { Walk } from "./walk.js";

const CHOICE = "room-as-list";

export class GalleryRoom extends HTMLElement {
  /** @type {Walk | null} */
  walk = null;
  /** @type {HTMLElement | null} */
  #stage = null;
  /** @type {Controls | null} */
  #controls = null;
  /** @type {Tools | null} */
  #tools = null;

  connectedCallback() {
    this.addEventListener("focusin", this);
    this.addEventListener("click", this);
    addEventListener("popstate", this);
    if (sessionStorage.getItem(CHOICE)) this.#close("list");
    else void this.open();
  }

  disconnectedCallback() {
    this.removeEventListener("focusin", this);
    this.removeEventListener("click", this);
    removeEventListener("popstate", this);
    this.#close("list");
  }

  /** How many pictures were drawn until now. */
  get frames() {
    return this.walk?.stage.frames ?? 0;
  }

  async open() {
    this.dataset.state = "loading";
    const exhibition = await this.#read();
    const stage = this.#unfold();
    const canvas = stage?.querySelector("canvas");
    if (!this.isConnected || !exhibition || !stage || !canvas) return this.#close("list");
    this.prepend(stage);
    this.dataset.state = "walking";
    try {
      this.walk = new Walk(canvas, exhibition, Number(this.dataset.room));
    } catch {
      return this.#close("list"); // There is no WebGL here.
    }
    this.#furnish(stage, canvas, this.walk);
  }

  /** @returns {Promise<Exhibition | null>} */
  async #read() {
    try {
      const answer = await fetch(this.dataset.src ?? "");
      return answer.ok ? (await answer.json()).exhibition : null;
    } catch {
      return null;
    }
  }

  #unfold() {
    const template = this.querySelector("template");
    const stage = template && /** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild;
    this.#stage = stage instanceof HTMLElement ? stage : null;
    return this.#stage;
  }

  /**
   * @param {HTMLElement} stage
   * @param {HTMLCanvasElement} canvas
   * @param {Walk} walk
   */
  #furnish(stage, canvas, walk) {
    useKeys(canvas, walk);
    usePointer(canvas, walk);
    canvas.addEventListener("webglcontextlost", () => this.#close("lost"));
    this.#controls = new Controls(stage, walk);
    this.#tools = new Tools(this.#controls, walk);
    walk.addEventListener("entered", () => void this.#arrive(walk.room.url));
  }

  /**
   * The page follows through the door; where it cannot, the browser goes to the room's own page.
   *
   * @param {string} url
   */
  async #arrive(url) {
    this.#tools?.hush();
    if (new URL(url, location.href).pathname === location.pathname) return;
    try {
      await become(this, url);
      history.pushState(null, "", url);
    } catch {
      location.assign(url);
    }
  }

  /** @param {"list" | "lost"} state */
  #close(state) {
    this.#tools?.hush();
    this.#tools = this.#controls = null;
    this.walk?.dispose();
    this.walk = null;
    this.#stage?.remove();
    this.#stage = null;
    this.dataset.state = state;
  }

  /** @param {Event} event */
  handleEvent({ type, target }) {
    if (type === "popstate") location.reload();
    else if (type === "focusin") this.#stepBefore(target);
    else if (target instanceof Element) this.#choose(target.closest("[data-do]")?.getAttribute("data-do"));
  }

  /**
   * A link of the list that has the focus: one stands before its work.
   *
   * @param {EventTarget | null} target
   */
  #stepBefore(target) {
    const item = target instanceof Element ? target.closest('[id^="place-"]') : null;
    if (item) this.#controls?.quietly(() => this.walk?.goToWork(Number(item.id.slice("place-".length))));
  }

  /** @param {string | null | undefined} choice */
  #choose(choice) {
    if (choice === "leave") {
      sessionStorage.setItem(CHOICE, "yes");
      this.#close("list");
      this.querySelector("button")?.focus();
    }
    if (choice === "again") {
      sessionStorage.removeItem(CHOICE);
      void this.open().then(() => this.#stage?.querySelector("canvas")?.focus());
    }
  }
}
