/** The buttons beside the paper: steps back and forth, a closer look, the drawing replayed or saved. */

import { PAPER_PX } from "./drawing.js";
import { save, svg } from "./export.js";
import { png } from "./paper.js";

/** @typedef {import("./sketch-board.js").SketchBoard} SketchBoard */

const CLOSER = 1.5;
const PRINT_PX = 2048;

/** @param {SketchBoard} board */
export function connectTools(board) {
  /** @type {Record<string, () => void>} */
  const deeds = {
    undo: () => board.step("undo"),
    redo: () => board.step("redo"),
    clear: () => dialog.showModal(),
    closer: () => look(board, CLOSER),
    farther: () => look(board, 1 / CLOSER),
    replay: () => watch(board),
    png: () => save(png(board.drawing.strokes, PRINT_PX), "drawing.png"),
    svg: () => save(new Blob([svg(board.drawing.strokes)], { type: "image/svg+xml" }), "drawing.svg"),
    json: () => save(new Blob([JSON.stringify(board.drawing.document())], { type: "application/json" }), "drawing.json"),
  };
  const dialog = /** @type {HTMLDialogElement} */ (board.querySelector("dialog.clearing"));
  connectAsking(board, dialog);
  for (const button of board.querySelectorAll("[data-do]")) {
    button.addEventListener("click", () => deeds[/** @type {HTMLElement} */ (button).dataset.do ?? ""]?.());
  }
}

/** @param {SketchBoard} board @param {HTMLDialogElement} dialog */
function connectAsking(board, dialog) {
  dialog.addEventListener("click", ({ target }) => {
    const { value } = /** @type {HTMLButtonElement} */ (target);
    if (value === "clear") board.step("clear");
    if (value) dialog.close();
  });
}

/** @param {SketchBoard} board @param {number} factor */
function look(board, factor) {
  const { zoom, x, y } = board.paper.view;
  const middle = PAPER_PX / 2;
  board.paper.zoom(factor, [(middle - x) / zoom, (middle - y) / zoom]);
  board.look();
}

/** The drawing once more; asked for again meanwhile, it is there at once. @param {SketchBoard} board */
async function watch(board) {
  if (board.dataset.replaying !== undefined) return board.look();
  const stop = new AbortController();
  for (const event of ["pointerdown", "drawn", "looked"]) {
    board.addEventListener(event, () => stop.abort(), { signal: stop.signal, capture: true });
  }
  board.dataset.replaying = "";
  await board.paper.replay(board.drawing.strokes, stop.signal);
  delete board.dataset.replaying;
  board.look();
}

/** Which steps there are to take, and whether there is anything to take them with. @param {SketchBoard} board */
export function offer(board) {
  const { steps, undone, strokes } = board.drawing;
  const empty = strokes.length === 0;
  const without = { undo: steps.length === 0, redo: undone.length === 0, clear: empty, replay: empty, png: empty, svg: empty, json: empty };
  for (const [name, disabled] of Object.entries(without)) {
    for (const button of board.querySelectorAll(`[data-do=${name}]`)) {
      /** @type {HTMLButtonElement} */ (button).disabled = disabled;
    }
  }
}
