/** Texts in the lines of a card. */

/**
 * A text in at most `most` lines; what does not fit ends in an ellipsis.
 *
 * @param {{ measureText(text: string): { width: number } }} paint
 * @param {string} text
 * @param {number} width
 * @param {number} most
 * @returns {string[]}
 */
export function broken(paint, text, width, most) {
  const fits = (/** @type {string} */ line) => paint.measureText(line).width <= width;
  const lines = [""];
  for (const word of text.split(/\s+/).flatMap((each) => pieces(each, fits))) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  if (lines.length <= most) return lines;
  let last = [...lines[most - 1]];
  while (last.length && !fits(`${last.join("")}…`)) last = last.slice(0, -1);
  return [...lines.slice(0, most - 1), `${last.join("").trimEnd()}…`];
}

/**
 * A word that is wider than a line, in pieces.
 *
 * @param {string} word
 * @param {(line: string) => boolean} fits
 */
function pieces(word, fits) {
  const parts = [""];
  for (const letter of word) {
    if (parts[parts.length - 1] && !fits(parts[parts.length - 1] + letter)) parts.push("");
    parts[parts.length - 1] += letter;
  }
  return parts;
}
