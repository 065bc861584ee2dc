/** @typedef {import("./timeline.js").Stroke} Stroke */

/**
 * Draws as the contract's reference does: round dabs joined along the line, half as wide as the stroke times
 * 0.4 + 0.6 pressure; erasers in white.
 * @param {CanvasRenderingContext2D} context
 * @param {{ x: number, y: number, side: number }} crop the square of the paper that is seen
 */
export function pen(context, crop) {
  const scale = context.canvas.width / (crop.side || 1);
  clear();
  context.lineCap = "round";

  function clear() {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = "#fff";
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.setTransform(scale, 0, 0, scale, -crop.x * scale, -crop.y * scale);
  }

  /** Draws a stroke's line from the point before to this one. @param {Stroke} stroke @param {number} index */
  function add(stroke, index) {
    const [x, y, pressure] = stroke.points[index];
    const [fromX, fromY, before] = stroke.points[Math.max(index - 1, 0)];
    context.strokeStyle = stroke.tool === "eraser" ? "#fff" : "#000";
    context.lineWidth = stroke.width * (0.4 + 0.3 * (pressure + before));
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(x, y);
    context.stroke();
  }
  return { add, clear };
}
