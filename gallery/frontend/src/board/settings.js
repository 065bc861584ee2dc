/** How somebody draws. Kept in the browser, so that nobody has to set it again. */

/**
 * @typedef {{tool: "pen" | "eraser", width: number, pressure: boolean, smoothing: number, string: number, mirror: boolean,
 *   penOnly: boolean, sticky: boolean, stamp: string, left: boolean}} Settings
 */

/** @type {Settings} */
export const DEFAULTS = {
  tool: "pen",
  width: 12,
  pressure: true,
  smoothing: 0.4,
  string: 0,
  mirror: false,
  penOnly: false,
  sticky: false,
  stamp: "",
  left: false,
};
