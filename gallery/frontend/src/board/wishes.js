/** What is wished for beside the drawing: a picture to be painted instead of it, and styles. */

import { element } from "../page.js";

/** A chosen picture lies on the paper until it is taken away; the drawing beneath stays as it is. @param {HTMLInputElement} input */
export function connectPicture(input) {
  const picture = element("picture", HTMLImageElement);
  const show = () => {
    URL.revokeObjectURL(picture.src);
    const file = input.files?.[0];
    picture.hidden = element("no-picture").hidden = !file;
    element("paper").hidden = Boolean(file);
    if (file) picture.src = URL.createObjectURL(file);
    else picture.removeAttribute("src");
  };
  input.required = false;
  input.addEventListener("change", show);
  element("no-picture").addEventListener("click", () => {
    input.value = "";
    show();
  });
  show();
}

/** A surprise and named styles exclude each other, and something is always wished for. @param {HTMLInputElement} surprise */
export function connectStyles(surprise) {
  const named = [...document.querySelectorAll("[name=styles]")].map((box) => /** @type {HTMLInputElement} */ (box));
  for (const box of [surprise, ...named]) {
    box.addEventListener("change", () => {
      if (box === surprise) for (const style of named) style.checked = false;
      surprise.checked = !named.some((style) => style.checked);
    });
  }
}
