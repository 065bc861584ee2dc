import { pen } from "./pen.js";
import { timeline } from "./timeline.js";

/** @typedef {import("./timeline.js").Stroke} Stroke */
/** @typedef {Awaited<ReturnType<typeof develop>>} Film */

const SIDE_PX = 512;

/** Fetches the strokes and lays a canvas over the drawing. @param {HTMLElement} place */
export async function develop(place) {
  const answer = await fetch(place.dataset.strokes ?? "");
  if (!answer.ok) throw new Error(String(answer.status));
  const strokes = /** @type {{ strokes: Stroke[] }} */ (await answer.json()).strokes.filter((one) => one.points.length);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE_PX;
  canvas.setAttribute("aria-hidden", "true");
  place.querySelector("img")?.after(canvas);
  const [x, y, side] = (place.dataset.crop ?? "").split(" ").map(Number);
  const paper = pen(/** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")), { x, y, side });
  const moments = timeline(strokes);
  let drawn = 0;

  /** @param {number} count of moments */
  function advance(count) {
    if (count < drawn) (paper.clear(), (drawn = 0));
    for (; drawn < count; drawn++) paper.add(strokes[moments[drawn].stroke], moments[drawn].point);
  }
  return {
    strokes,
    length: moments.at(-1)?.at ?? 0,
    /** @param {number} count of strokes */
    draw: (count) => advance(moments.filter((moment) => moment.stroke < count).length),
    /** How many strokes are whole by then. @param {number} at milliseconds */
    drawUntil(at) {
      const next = moments.findIndex((moment) => moment.at > at);
      advance(next < 0 ? moments.length : next);
      return next < 0 ? strokes.length : moments[next].stroke;
    },
    /** @param {number} stroke */
    startOf: (stroke) => moments.find((moment) => moment.stroke === stroke)?.at ?? 0,
  };
}
