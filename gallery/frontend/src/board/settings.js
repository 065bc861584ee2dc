/** How somebody draws: what the controls with a `data-setting` say, kept so that nobody has to set it again. */

/**
 * @typedef {{tool: "pen" | "eraser" | "stamp", width: number, stamp: string, pressure: boolean, smoothing: number, steady: boolean,
 *   mirror: boolean, penOnly: boolean, sticky: boolean, pad: boolean, left: boolean, easy: boolean, scan: boolean, delay: number,
 *   speak: boolean, preview: boolean}} Settings
 */

const KEPT_AS = "sketch2art.settings";

/** @param {ParentNode} page */
const controls = (page) => /** @type {HTMLInputElement[]} */ ([...page.querySelectorAll("input[data-setting]")]);

/** @param {HTMLInputElement} control */
function said(control) {
  if (control.type === "checkbox") return control.checked;
  const value = Number(control.value);
  return Number.isNaN(value) ? control.value : value;
}

/** What the controls say now. @param {ParentNode} page */
export function read(page) {
  const chosen = controls(page).filter((control) => control.type !== "radio" || control.checked);
  return /** @type {Settings} */ (Object.fromEntries(chosen.map((control) => [control.dataset.setting, said(control)])));
}

/** Sets one control, as if somebody had. @param {ParentNode} page @param {string} name @param {string | number | boolean} value */
export function set(page, name, value) {
  for (const control of controls(page).filter(({ dataset }) => dataset.setting === name)) {
    if (control.type === "checkbox") control.checked = Boolean(value);
    else if (control.type === "radio") control.checked = control.value === String(value);
    else control.value = String(value);
  }
}

/** @param {Settings} settings */
export function keepSettings(settings) {
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify({ ...settings, tool: "pen" }));
  } catch {
    // Storage is full or forbidden: the settings hold for this visit.
  }
}

/** Sets all controls as they were at the last visit. @param {ParentNode} page */
export function restore(page) {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_AS) ?? "{}");
    for (const [name, value] of Object.entries(kept)) set(page, name, /** @type {string} */ (value));
  } catch {
    // As with everything that is not there: the controls stay as the page has them.
  }
}
