/**
 * When each point of a drawing is drawn in its replay: as quick as the hand was, but for pauses, which are cut short.
 *
 * @typedef {import("./ink.js").Stroke} Stroke
 * @typedef {{ stroke: number, point: number, at: number }} Moment milliseconds from the start
 */

const PAUSE_MS = 250;
const LONGEST_MS = 12_000;

/** @param {Stroke[]} strokes @returns {Moment[]} */
export function timeline(strokes) {
  let at = 0;
  let before = strokes[0]?.points[0]?.[3] ?? 0;
  const moments = strokes.flatMap((one, stroke) =>
    one.points.map((place, point) => {
      at += Math.min(Math.max(place[3] - before, 0), PAUSE_MS);
      before = place[3];
      return { stroke, point, at };
    }),
  );
  const pace = Math.min(1, LONGEST_MS / (at || 1));
  return moments.map((moment) => ({ ...moment, at: moment.at * pace }));
}
