/** The drawing page: the board, the styles to wish for, and the road from the paper to the wall. */

import { Easel, tell } from "../src/board/easel.js";
import { Easy } from "../src/board/easy.js";
import { connectFeelings } from "../src/board/feelings.js";
import { connectGlimpse } from "../src/board/glimpse.js";
import { Hanging } from "../src/board/hanging.js";
import { connectIdeas } from "../src/board/ideas.js";
import { connectStyles } from "../src/board/order.js";
import { connectPhoto } from "../src/board/photo.js";
import { SketchBoard } from "../src/board/sketch-board.js";
import { connectSpeech } from "../src/board/speech.js";
import { element } from "../src/page.js";

document.documentElement.classList.add("js");
customElements.define("sketch-board", SketchBoard);

const board = /** @type {SketchBoard} */ (document.querySelector("sketch-board"));
const studio = element("studio", HTMLFormElement);
const hanging = element("hanging", HTMLFormElement);
const easel = new Easel(board, studio, hanging);
const wall = new Hanging(easel, () => easy.go("hung"));
const easy = new Easy(easel, connectIdeas(board), () => wall.paintAlike());
const wish = connectGlimpse(board, studio);
connectPhoto((error) => tell(element("trouble"), error));
connectStyles(element("surprise", HTMLInputElement));
connectFeelings(studio, hanging, wish);
connectSpeech(board);
