/** Noise that repeats without a seam, and is the same every time. */

/**
 * @param {number} seed
 * @returns {() => number} 0-1
 */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Smooth noise on a tile.
 *
 * @param {number} columns how many different values there are across
 * @param {number} rows
 * @param {number} seed
 * @returns {(x: number, y: number) => number} for 0-1 of the tile, beyond it repeating; -1 to 1
 */
export function noise(columns, rows, seed) {
  const roll = dice(seed);
  const values = Float32Array.from({ length: columns * rows }, () => 2 * roll() - 1);
  return (x, y) => {
    const [left, right, across] = cell(x, columns);
    const [top, bottom, down] = cell(y, rows);
    const above = values[top * columns + left] * (1 - across) + values[top * columns + right] * across;
    const below = values[bottom * columns + left] * (1 - across) + values[bottom * columns + right] * across;
    return above * (1 - down) + below * down;
  };
}

/**
 * @param {number} at
 * @param {number} count
 */
function cell(at, count) {
  const place = (at - Math.floor(at)) * count;
  const first = Math.floor(place) % count;
  const t = place - Math.floor(place);
  return [first, (first + 1) % count, t * t * (3 - 2 * t)];
}
