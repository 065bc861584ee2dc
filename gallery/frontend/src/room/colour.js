/** Colours as linear light, red green blue, 1 as bright as paper. */

/** @typedef {[number, number, number]} Rgb */

/**
 * @param {string} hex "#rrggbb"
 * @returns {Rgb}
 */
export function linear(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return [fromSrgb((value >> 16) / 255), fromSrgb(((value >> 8) & 255) / 255), fromSrgb((value & 255) / 255)];
}

/** @param {number} value */
function fromSrgb(value) {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/**
 * @param {Rgb} a
 * @param {Rgb} b
 * @param {number} share of b
 * @returns {Rgb}
 */
export function mixed(a, b, share) {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/**
 * @param {Rgb} colour
 * @param {number} by
 * @returns {Rgb}
 */
export function lit(colour, by) {
  return [colour[0] * by, colour[1] * by, colour[2] * by];
}

/** @param {Rgb} colour */
export function brightness([r, g, b]) {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * Whether a floor of this colour would be of wood rather than of stone.
 *
 * @param {Rgb} colour
 */
export function isWarm([r, , b]) {
  return r > b * 1.35;
}

/**
 * The tint of a lamp that visitors' eyes have half got used to; a lamp of 4500 K is white.
 *
 * @param {number} kelvin
 * @returns {Rgb} of brightness 1
 */
export function tint(kelvin) {
  const warmth = Math.min(Math.max((4500 - kelvin) / 2500, -1), 1);
  /** @type {Rgb} */
  const colour = [1 + 0.09 * warmth, 1, 1 - 0.17 * warmth];
  return lit(colour, 1 / brightness(colour));
}
