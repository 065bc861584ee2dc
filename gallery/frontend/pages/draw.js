/** The drawing page: the board, the styles to wish for, and the road from the paper to the wall. */

import { Easel } from "../src/board/easel.js";
import { SketchBoard } from "../src/board/sketch-board.js";
import { connectPicture, connectStyles } from "../src/board/wishes.js";
import { element } from "../src/page.js";

document.documentElement.classList.add("js");
customElements.define("sketch-board", SketchBoard);

const board = /** @type {SketchBoard} */ (document.querySelector("sketch-board"));
connectPicture(element("sketch", HTMLInputElement));
connectStyles(element("surprise", HTMLInputElement));
new Easel(board, element("studio", HTMLFormElement), element("hanging", HTMLFormElement));
