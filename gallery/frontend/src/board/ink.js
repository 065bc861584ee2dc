/**
 * How strokes become ink: outlines by perfect-freehand with the contract's radius, width / 2 * (0.4 + 0.6 * pressure),
 * so that the board, its exports and the painters' rendering (model/strokes.py) show the same drawing.
 */

import { getStroke } from "perfect-freehand";

/** @typedef {import("./drawing.js").Point} Point */
/** @typedef {import("./drawing.js").Stroke} Stroke */

// perfect-freehand's radius is size * (0.5 - thinning * (0.5 - pressure)); these two make it the contract's.
const SIZE = 0.7;
const THINNING = 3 / 7;

/** Radius in paper pixels of a stroke where it is pressed so hard. @param {number} width @param {number} pressure */
export function radius(width, pressure) {
  return (width / 2) * (0.4 + 0.6 * pressure);
}

/** The path of a stroke's outline, as of an SVG's `d`. @param {Stroke} stroke */
export function outline({ width, points }) {
  const ends = [points[0], points[points.length - 1]].map((point) => dab(width, point)).join("");
  // perfect-freehand leaves out what is shorter than the line is wide, and the pressure of only two points.
  return isShort(width, points) ? points.map((point) => dab(width, point)).join("") + joins(width, points) : ends + ribbon(width, points);
}

/** @param {number} width @param {Point[]} points */
function isShort(width, points) {
  if (points.length < 4) return true;
  const [x0, y0] = points[0];
  return points.every(([x, y]) => Math.hypot(x - x0, y - y0) < 2 * width);
}

/** What lies between neighbouring dabs; it turns like them, so that overlaps stay filled. @param {number} width @param {Point[]} points */
function joins(width, points) {
  return points.slice(1).map((point, i) => join(points[i], radius(width, points[i][2]), point, radius(width, point[2]))).join("");
}

/** @param {Point} from @param {number} r0 @param {Point} to @param {number} r1 */
function join([x0, y0], r0, [x1, y1], r1) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length === 0) return "";
  const [nx, ny] = [(y1 - y0) / length, (x0 - x1) / length];
  const corners = [
    [x0 + nx * r0, y0 + ny * r0],
    [x1 + nx * r1, y1 + ny * r1],
    [x1 - nx * r1, y1 - ny * r1],
    [x0 - nx * r0, y0 - ny * r0],
  ];
  return `M${corners.map(([x, y]) => `${short(x)} ${short(y)}`).join("L")}Z`;
}

/** @param {number} width @param {Point[]} points */
function ribbon(width, points) {
  const edge = getStroke(points.map(([x, y, pressure]) => [x, y, pressure]), {
    size: width * SIZE,
    thinning: THINNING,
    smoothing: 0.5,
    streamline: 0,
    simulatePressure: false,
    last: true,
  });
  return closed(/** @type {[number, number][]} */ (edge));
}

/** A closed curve through the middles of an edge's points. @param {[number, number][]} edge */
function closed(edge) {
  if (edge.length < 3) return "";
  const middle = (/** @type {number} */ i) => {
    const [[x0, y0], [x1, y1]] = [edge[i], edge[(i + 1) % edge.length]];
    return `${short((x0 + x1) / 2)} ${short((y0 + y1) / 2)}`;
  };
  const curves = edge.map((_, i) => {
    const [x, y] = edge[(i + 1) % edge.length];
    return `Q${short(x)} ${short(y)} ${middle((i + 1) % edge.length)}`;
  });
  return `M${middle(0)}${curves.join("")}Z`;
}

/** @param {number} width @param {Point} point */
function dab(width, [x, y, pressure]) {
  const r = radius(width, pressure);
  const [left, size] = [short(x - r), short(r)];
  return `M${left} ${short(y)}a${size} ${size} 0 1 1 ${short(2 * r)} 0a${size} ${size} 0 1 1 ${short(-2 * r)} 0Z`;
}

/** @param {number} value */
function short(value) {
  return Number(value.toFixed(2));
}

/** @type {WeakMap<Stroke, {length: number, path: Path2D}>} */
const paths = new WeakMap();

/** @param {Stroke} stroke */
function pathOf(stroke) {
  const known = paths.get(stroke);
  if (known?.length === stroke.points.length) return known.path;
  const path = new Path2D(outline(stroke));
  paths.set(stroke, { length: stroke.points.length, path });
  return path;
}

/** Inks strokes in their order; erasers take ink away. @param {CanvasRenderingContext2D} context @param {Stroke[]} strokes */
export function ink(context, strokes) {
  context.fillStyle = "#000";
  for (const stroke of strokes) {
    context.globalCompositeOperation = stroke.tool === "eraser" ? "destination-out" : "source-over";
    context.fill(pathOf(stroke));
  }
  context.globalCompositeOperation = "source-over";
}
