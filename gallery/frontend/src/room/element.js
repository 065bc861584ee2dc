/**
 * `<gallery-room>`: a list of works that becomes a room to walk through, where that is possible. Without WebGL, without
 * the room's plan, or when the graphics card gives up, it is the list that it was.
 *
 * `data-src`: where the exhibition is described. `data-room`: the number of the room. Its `<template>` holds the stage
 * with all its words. `data-state` says how things are: "loading", "walking", "list" because somebody wants it so,
 * "lost" when it ended by itself, "none" where it cannot be.
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
    if (wantsList()) this.#close("list");
    else void this.open();
  }

  disconnectedCallback() {
    this.removeEventListener("focusin", this);
    this.removeEventListener("click", this);
    removeEventListener("popstate", this);
    this.#close("none");
  }

  /** How many pictures were drawn until now. */
  get frames() {
    return this.walk?.stage.frames ?? 0;
  }

  async open() {
    const stage = this.#unfold();
    const canvas = stage?.querySelector("canvas");
    const exhibition = stage && (await this.#read());
    if (!stage?.isConnected || !canvas || !exhibition) return this.#close("none");
    try {
      const bar = /** @type {HTMLElement | null} */ (stage.querySelector(".stage-bar"));
      this.walk = new Walk(canvas, () => bar?.offsetHeight ?? 0, exhibition, Number(this.dataset.room));
    } catch {
      return this.#close("none"); // There is no WebGL here.
    }
    this.#furnish(stage, canvas, this.walk);
    this.#show("walking");
    this.#answerAddress(stage, this.walk);
  }

  /**
   * An address that ends in the place of a work leads before it.
   *
   * @param {HTMLElement} stage
   * @param {Walk} walk
   */
  #answerAddress(stage, walk) {
    const place = placeIn(location.hash.slice(1));
    if (place === null) return;
    walk.goToWork(place);
    stage.scrollIntoView({ block: "nearest" });
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

  /** The stage takes its room at once, so that nothing jumps when it is ready. */
  #unfold() {
    const template = this.querySelector("template");
    const stage = template && /** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild;
    this.#stage = stage instanceof HTMLElement ? stage : null;
    if (this.#stage) this.prepend(this.#stage);
    this.#show("loading");
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
    this.#tools?.arrive();
    if (new URL(url, location.href).pathname === location.pathname) return;
    try {
      await become(this, url);
      history.pushState(null, "", url);
    } catch {
      location.assign(url);
    }
  }

  /** @param {"list" | "lost" | "none"} state */
  #close(state) {
    this.#tools?.hush();
    this.#tools = this.#controls = null;
    this.walk?.dispose();
    this.walk = null;
    this.#stage?.remove();
    this.#stage = null;
    this.#show(state);
  }

  /** @param {"loading" | "walking" | "list" | "lost" | "none"} state */
  #show(state) {
    this.dataset.state = state;
    for (const offer of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-for]"))) {
      offer.hidden = !offer.dataset.for?.split(" ").includes(state);
    }
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
    const item = target instanceof Element ? target.closest("li") : null;
    const place = placeIn(item?.id ?? "");
    if (place !== null) this.#controls?.quietly(() => this.walk?.goToWork(place));
  }

  /** @param {string | null | undefined} choice */
  #choose(choice) {
    if (choice === "leave") {
      sessionStorage.setItem(CHOICE, "yes");
      this.#close("list");
      /** @type {HTMLElement | null} */ (this.querySelector('[data-do="again"]'))?.focus();
    }
    if (choice === "again") {
      sessionStorage.removeItem(CHOICE);
      void this.open().then(() => this.#stage?.querySelector("canvas")?.focus());
    }
  }
}

/** Whether somebody chose the list, or asked their browser to save data. */
function wantsList() {
  const { connection } = /** @type {{ connection?: { saveData?: boolean } }} */ (navigator);
  return sessionStorage.getItem(CHOICE) !== null || connection?.saveData === true;
}

/**
 * The place that an id like "place-3" is of.
 *
 * @param {string} id
 */
function placeIn(id) {
  const [, number] = /^place-(\d+)$/.exec(id) ?? [];
  return number === undefined ? null : Number(number);
}
