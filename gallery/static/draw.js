/** The drawing page: the board with its tools, the chosen picture, and the drawing kept over reloads. */

import { Board } from "./board.js";
import { Easel } from "./easel.js";
import { Drawing } from "./strokes.js";

const KEPT_AS = "sketch2art.drawing";
const element = (id) => document.getElementById(id);

function keep(drawing) {
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(drawing));
  } catch {
    // Storage is full or forbidden: drawing goes on, it is only not kept over a reload.
  }
}

function kept() {
  try {
    return Drawing.from(localStorage.getItem(KEPT_AS));
  } catch {
    return new Drawing();
  }
}

function connectTools(board) {
  const tools = document.querySelector(".tools");
  const choose = () => {
    board.tool = tools.querySelector("[name=tool]:checked").value;
    board.width = Number(tools.querySelector("[name=width]:checked").value);
  };
  tools.addEventListener("change", choose);
  // The browser may have restored another choice than the markup's.
  choose();
  for (const button of tools.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => board.step(button.dataset.step));
  }
}

function connectClearing(board) {
  const dialog = element("clearing");
  element("clear").addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("click", ({ target }) => {
    if (target.value === "clear") board.step("clear");
    if (target.value) dialog.close();
  });
}

function connectKeys(board) {
  addEventListener("keydown", (event) => {
    const typing = event.target.closest("input[type=text], input:not([type]), textarea, select, dialog");
    if (typing || !(event.ctrlKey || event.metaKey)) return;
    const name = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    board.step(name);
  });
}

/** Shows which steps there are to take. */
function offerSteps({ drawing }) {
  document.querySelector("[data-step=undo]").disabled = drawing.entries.length === 0;
  document.querySelector("[data-step=redo]").disabled = drawing.undone.length === 0;
  element("clear").disabled = drawing.strokes.length === 0;
}

/** A chosen picture lies on the paper until it is taken away; the drawing beneath stays as it is. */
function connectPicture(input) {
  const picture = element("picture");
  const show = () => {
    URL.revokeObjectURL(picture.src);
    const file = input.files[0];
    picture.hidden = element("no-picture").hidden = !file;
    element("paper").hidden = Boolean(file);
    if (file) picture.src = URL.createObjectURL(file);
    else picture.removeAttribute("src");
  };
  input.addEventListener("change", show);
  element("no-picture").addEventListener("click", () => {
    input.value = "";
    show();
  });
  show();
}

/** A surprise and named styles exclude each other, and something is always wished for. */
function connectStyles(surprise, named) {
  for (const box of [surprise, ...named]) {
    box.addEventListener("change", () => {
      if (box === surprise) for (const style of named) style.checked = false;
      surprise.checked = !named.some((style) => style.checked);
    });
  }
}

document.documentElement.classList.add("js");
element("board").hidden = false;
element("sketch").required = false;

const board = new Board(element("paper"), kept(), () => {
  keep(board.drawing);
  offerSteps(board);
});
offerSteps(board);
connectTools(board);
connectClearing(board);
connectKeys(board);
connectPicture(element("sketch"));
connectStyles(element("surprise"), [...document.querySelectorAll("[name=styles]")]);
new Easel(board, element("studio"), element("hanging"));
