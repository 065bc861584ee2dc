/** How a drawing came to be: its strokes up to a moment. */

/** @typedef {import("./drawing.js").Stroke} Stroke */

/** Pauses for thought are skipped down to this. */
const PAUSE_MS = 300;
const LONGEST_MS = 12_000;

/**
 * The moments of a drawing without its long pauses, so that a stroke's points begin where the last one's ended.
 * @param {Stroke[]} strokes @returns {{strokes: Stroke[], length_ms: number}}
 */
export function timed(strokes) {
  let [before, now] = [0, 0];
  const shifted = strokes.map((stroke) => ({
    ...stroke,
    points: stroke.points.map(([x, y, pressure, t]) => {
      now += Math.min(PAUSE_MS, Math.max(0, t - before));
      before = t;
      return /** @type {import("./drawing.js").Point} */ ([x, y, pressure, now]);
    }),
  }));
  return { strokes: shifted, length_ms: now };
}

/** What was there at a moment. @param {Stroke[]} strokes @param {number} moment */
export function until(strokes, moment) {
  return strokes
    .map((stroke) => ({ ...stroke, points: stroke.points.filter((point) => point[3] <= moment) }))
    .filter((stroke) => stroke.points.length > 0);
}

/** How much faster than life a drawing is shown, so that nobody waits long. @param {number} length_ms */
export function speedOf(length_ms) {
  return Math.max(1, length_ms / LONGEST_MS);
}

/** Shows how a drawing came to be; resolves when all is there, or `signal` says so. @param {Stroke[]} strokes @param {(strokes: Stroke[]) => void} show @param {AbortSignal} signal */
export function replay(strokes, show, signal) {
  const { strokes: shifted, length_ms } = timed(strokes);
  const started = performance.now();
  return new Promise((resolve) => {
    const frame = () => {
      const moment = (performance.now() - started) * speedOf(length_ms);
      show(until(shifted, moment));
      if (moment >= length_ms || signal.aborted) resolve(undefined);
      else requestAnimationFrame(frame);
    };
    frame();
  });
}
