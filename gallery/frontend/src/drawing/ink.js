/**
 * How strokes become ink, as the contract has it: round dabs joined along the line, radius width / 2 * (0.4 + 0.6 * pressure).
 * So the board, its files, the gallery's replay and the painters' rendering (model/strokes.py) show the same drawing. Nothing is
 * rounded off here: what a hand wishes smoother is smoothed before it becomes a stroke (board/line.js).
 */

/**
 * @typedef {[x: number, y: number, pressure: number, t_ms: number]} Point in paper pixels, pressure 0-1
 * @typedef {{tool: "pen" | "eraser", width: number, points: Point[]}} Stroke
 */

/** Radius in paper pixels of a stroke where it is pressed so hard. @param {number} width @param {number} pressure */
export function radius(width, pressure) {
  return (width / 2) * (0.4 + 0.6 * pressure);
}

/** The path of a stroke's outline, as of an SVG's `d`. @param {Stroke} stroke */
export function outline(stroke) {
  return stroke.points.map((_, index) => piece(stroke, index)).join("");
}

/** What one point adds to it: a dab, and what joins it to the dab before. @param {Stroke} stroke @param {number} index */
function piece({ width, points }, index) {
  return dab(width, points[index]) + (index > 0 ? join(width, points[index - 1], points[index]) : "");
}

/** It turns like the dabs, so that overlaps stay filled. @param {number} width @param {Point} from @param {Point} to */
function join(width, [x0, y0, before], [x1, y1, pressure]) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length === 0) return "";
  const [r0, r1] = [radius(width, before), radius(width, pressure)];
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
  for (const stroke of strokes) fill(context, stroke, pathOf(stroke));
}

/** Inks what one more point adds to a stroke. @param {CanvasRenderingContext2D} context @param {Stroke} stroke @param {number} index */
export function inkPoint(context, stroke, index) {
  fill(context, stroke, new Path2D(piece(stroke, index)));
}

/** @param {CanvasRenderingContext2D} context @param {Stroke} stroke @param {Path2D} path */
function fill(context, { tool }, path) {
  context.fillStyle = "#000";
  context.globalCompositeOperation = tool === "eraser" ? "destination-out" : "source-over";
  context.fill(path);
  context.globalCompositeOperation = "source-over";
}

/** Takes everything away. @param {CanvasRenderingContext2D} context */
export function wipe(context) {
  context.save();
  context.resetTransform();
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}
