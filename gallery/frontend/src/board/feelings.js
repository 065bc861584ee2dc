/** What is felt first: it orders the styles, and goes along to the label. */

/** @param {HTMLFormElement} studio @param {HTMLFormElement} hanging @param {() => void} ordered is called when the styles have another order */
export function connectFeelings(studio, hanging, ordered) {
  const list = /** @type {HTMLElement} */ (studio.querySelector(".styles"));
  const before = [...list.children];
  studio.addEventListener("change", ({ target }) => {
    const { name, value } = /** @type {HTMLInputElement} */ (target);
    if (name !== "feeling") return;
    list.append(...byMood(/** @type {HTMLElement[]} */ (before), value));
    for (const face of hanging.querySelectorAll("[name=emotion]")) {
      /** @type {HTMLInputElement} */ (face).checked = /** @type {HTMLInputElement} */ (face).value === value;
    }
    ordered();
  });
}

/** What has a mood comes first, the surprise before everything. @param {HTMLElement[]} styles @param {string} mood */
function byMood(styles, mood) {
  const rank = (/** @type {HTMLElement} */ { dataset }) => (dataset.moods === undefined ? 0 : dataset.moods.split(" ").includes(mood) ? 1 : 2);
  return [...styles].sort((one, other) => rank(one) - rank(other));
}

/** The first styles that fit what is felt, as a `styles` field; "" where nothing was said. @param {HTMLFormElement} studio @param {number} count */
export function fitting(studio, count) {
  const feeling = String(new FormData(studio).get("feeling") ?? "");
  if (!feeling) return "";
  const fits = [...studio.querySelectorAll(".styles li")].filter((one) => /** @type {HTMLElement} */ (one).dataset.moods?.split(" ").includes(feeling));
  return fits.slice(0, count).map((one) => /** @type {HTMLInputElement} */ (one.querySelector("input")).value).join(",");
}
