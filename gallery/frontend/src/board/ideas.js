/** Something to draw: a sentence, and under the paper an outline to trace. */

import { PAPER_PX } from "./drawing.js";
import { FIGURES } from "./figures.js";

/** @param {import("./sketch-board.js").SketchBoard} board */
export function connectIdeas(board) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (board.querySelector(selector));
  const buttons = /** @type {HTMLElement[]} */ ([...board.querySelectorAll("[data-idea]")]);
  const [ghost, prompt, away] = [find(".ghost"), find(".prompt"), find("#no-ghost")];
  const lay = (/** @type {string | undefined} */ d) => {
    ghost.querySelector("path")?.setAttribute("d", d ?? "");
    ghost.toggleAttribute("hidden", !d);
    away.hidden = !d;
  };
  const take = (/** @type {HTMLElement} */ button) => {
    prompt.textContent = button.textContent?.trim() ?? "";
    lay(FIGURES[button.dataset.idea ?? ""]);
    find(".ideas details").removeAttribute("open");
  };
  const surprise = () => take(another(buttons.filter(({ dataset }) => dataset.idea), prompt.textContent ?? ""));
  for (const button of buttons) button.addEventListener("click", () => (button.dataset.idea ? take(button) : surprise()));
  away.addEventListener("click", () => lay(undefined));
  board.addEventListener("looked", (event) => follow(ghost, /** @type {CustomEvent} */ (event).detail));
  return surprise;
}

/** Any of them but the one that is there. @param {HTMLElement[]} buttons @param {string} present */
function another(buttons, present) {
  const others = buttons.filter((button) => button.textContent?.trim() !== present);
  return others[Math.floor(Math.random() * others.length)];
}

/** The outline stays where it is under a paper that is looked at more closely. @param {HTMLElement} ghost @param {{zoom: number, x: number, y: number}} view */
function follow(ghost, { zoom, x, y }) {
  ghost.style.transform = `translate(${(x / PAPER_PX) * 100}%, ${(y / PAPER_PX) * 100}%) scale(${zoom})`;
}
