/** A draft of what is to be seen, for people who do not see it: written until somebody writes their own. */

/** @param {string} pattern with {names} in it @param {Record<string, string>} values */
export function filledIn(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** @param {DOMStringMap} words @param {{title: string, style: string, emotion: string}} said */
export function draft(words, { title, style, emotion }) {
  if (!title) return "";
  const what = style ? words.draft : words.draftOfNoStyle;
  const feeling = emotion ? [filledIn(words.feeling ?? "", { emotion })] : [];
  return [filledIn(what ?? "", { title, style }), ...feeling].join(" ");
}

/** Keeps the draft up to date while nobody has changed it. @param {HTMLFormElement} hanging */
export function connectDraft(hanging) {
  const alt = /** @type {HTMLTextAreaElement} */ (hanging.elements.namedItem("alt"));
  let last = "";
  return () => {
    if (alt.value !== last) return;
    const title = /** @type {HTMLInputElement} */ (hanging.elements.namedItem("title")).value.trim();
    const painting = /** @type {HTMLInputElement | null} */ (hanging.querySelector("[name=painting]:checked"));
    const named = painting && painting.dataset.style !== "0";
    const style = (named && painting.closest("label")?.querySelector(".name")?.textContent?.trim()) || "";
    const emotion = hanging.querySelector("[name=emotion]:checked")?.closest("label")?.textContent?.trim() ?? "";
    alt.value = last = draft(alt.dataset, { title, style, emotion }).slice(0, alt.maxLength);
  };
}
