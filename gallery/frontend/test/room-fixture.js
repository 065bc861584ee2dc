/** A room of 8 by 6 metres, and a comparison that forgives the last digits. */

/** @import { Artwork, Hanging, Room } from "../src/room/types.js" */

import assert from "node:assert/strict";

/** @returns {Artwork} */
export function artwork(id = "a") {
  const file = (/** @type {number} */ width) => ({ width, url: `/media/${id}-${width}.webp` });
  return {
    id, title: "A line", artist: "Mina", emotion: null, alt: "", palette: ["#336699"],
    sketch: { url: `/media/${id}.png` },
    painting: { url: `/media/${id}-1024.webp`, width: 1024, height: 1024, variants: [file(320), file(512)] },
  };
}

/**
 * @param {number} place
 * @param {Partial<Hanging>} [other]
 * @returns {Hanging}
 */
export function hanging(place, other) {
  const shown = artwork(`w${place}`);
  return { place, wall: "north", offset: 0, width: 1, height: 1, eye: 1.55, mat: "#f4f1ea", artwork: shown, ...other };
}

/**
 * @param {Partial<Room>} [other]
 * @returns {Room}
 */
export function room(other) {
  return {
    number: 1, title: "One", url: "/exhibitions/first/rooms/1", size: { width: 8, depth: 6, height: 3.6 },
    doors: [], bench: null, hangings: [],
    theme: {
      wall: "#d9dcd3", floor: "#a98a66", ceiling: "#f2efe8", frame: "#3b2f25",
      label: { paper: "#fffdf8", ink: "#1c1a17" },
      light: { kelvin: 3200, strength: 0.8 }, ambience: null,
    },
    ...other,
  };
}

/**
 * @param {unknown} found
 * @param {unknown} expected
 */
export function near(found, expected) {
  const round = (/** @type {unknown} */ each) => (typeof each === "number" ? Math.round(each * 1e6) / 1e6 + 0 : each);
  const rounded = (/** @type {unknown} */ value) => JSON.parse(JSON.stringify(value, (_, each) => round(each)));
  assert.deepEqual(rounded(found), rounded(expected));
}
