/**
 * How strokes become ink, as the contract has it: round dabs joined along the line, radius width / 2 * (0.4 + 0.6 * pressure).
 * So the board, its files and the painters' rendering (model/strokes.py) show the same drawing. Nothing is rounded off here:
 * what a hand wishes smoother is smoothed before it becomes a stroke (line.js).
 */

/** @typedef {import("./drawing.js").Point} Point */
/** @typedef {import("./drawing.js").Stroke} Stroke */

/** Radius in paper pixels of a stroke where it is pressed so hard. @param {number} width @param {number} pressure */
export function radius(width, pressure) {
  return (width / 2) * (0.4 + 0.6 * pressure);
}

/** The path of a stroke's outline, as of an SVG's `d`. @param {Stroke} stroke */
export function outline({ width, points }) {
  return points.map((point) => dab(width, point)).join("") + joins(width, points);
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
