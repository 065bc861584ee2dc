/** What a script takes from its page. */

/**
 * The element with an id. Throws where the page has another one there, or none.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} [kind]
 * @returns {T}
 */
export function element(id, kind = /** @type {new () => T} */ (HTMLElement)) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new TypeError(`The page has no ${kind.name} called ${id}`);
  return found;
}

/**
 * A copy of a template with properties set on the parts that the selectors name.
 * @param {string} template
 * @param {Record<string, object>} parts
 */
export function filled(template, parts) {
  const copy = /** @type {DocumentFragment} */ (element(template, HTMLTemplateElement).content.cloneNode(true));
  for (const [selector, properties] of Object.entries(parts)) {
    for (const part of copy.querySelectorAll(selector)) Object.assign(part, properties);
  }
  return copy;
}
