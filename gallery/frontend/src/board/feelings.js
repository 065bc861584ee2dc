/** What is felt first: it orders the styles, and goes along to the label. */

/** @param {HTMLFormElement} studio @param {HTMLFormElement} hanging @param {() => void} ordered is called when the styles have another order */
export function connectFeelings(studio, hanging, ordered) {
  const lists = [...studio.querySelectorAll(".styles ul")].map((list) => ({ list, before: /** @type {HTMLElement[]} */ ([...list.children]) }));
  studio.addEventListener("change", ({ target }) => {
    const { name, value } = /** @type {HTMLInputElement} */ (target);
    if (name !== "feeling") return;
    for (const { list, before } of lists) list.append(...byMood(before, value));
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

/** The first styles of the usual painter that fit what is felt, as a `styles` field; "" where nothing was said. @param {HTMLFormElement} studio @param {number} count */
export function fitting(studio, count) {
  const feeling = String(new FormData(studio).get("feeling") ?? "");
  if (!feeling) return "";
  const named = /** @type {HTMLInputElement[]} */ ([...studio.querySelectorAll("[name=styles]")]);
  const usual = named.filter(({ dataset }) => dataset.release === named[0].dataset.release);
  const fits = usual.filter((box) => box.closest("li")?.dataset.moods?.split(" ").includes(feeling));
  return fits.slice(0, count).map(({ value }) => value).join(",");
}
