/** A picture of a drawing on paper, shown as the painters will see it, with as much of its ink as is wanted. */

import { element } from "../page.js";
import { Latest } from "./latest.js";
import { cleaned } from "./painting.js";

const PAUSE_MS = 200;

/** It lies on the paper until it is taken away; the drawing beneath stays as it is. @param {(error: unknown) => void} complain */
export function connectPhoto(complain) {
  const input = element("sketch", HTMLInputElement);
  const picture = element("picture", HTMLImageElement);
  const ink = /** @type {HTMLInputElement} */ (element("keeping-ink").querySelector("input"));
  const show = (/** @type {Blob | undefined} */ file) => {
    URL.revokeObjectURL(picture.src);
    if (file) picture.src = URL.createObjectURL(file);
    else picture.removeAttribute("src");
  };
  const latest = new Latest(async (signal) => {
    const file = input.files?.[0];
    if (!file) return;
    try {
      show(await cleaned(file, Number(ink.value), signal));
    } catch (error) {
      if (!signal.aborted) complain(error);
    }
  }, PAUSE_MS);
  const choose = () => {
    const file = input.files?.[0];
    for (const id of ["no-picture", "keeping-ink"]) element(id).hidden = !file;
    picture.hidden = !file;
    element("paper").hidden = Boolean(file);
    show(file);
    if (file) latest.wish();
  };
  input.required = false;
  input.addEventListener("change", choose);
  ink.addEventListener("input", () => latest.wish());
  element("no-picture").addEventListener("click", () => {
    input.value = "";
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  choose();
}
