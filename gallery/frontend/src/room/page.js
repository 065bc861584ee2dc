/** The page around the walk: it becomes the next room's page while its stage goes on. */

/**
 * Takes over what another page says: its title, its theme, and all in <main> but the stage.
 *
 * @param {HTMLElement} element `<gallery-room>`
 * @param {string} url of the page
 * @throws if the page cannot be had, or is not one of a room
 */
export async function become(element, url) {
  const answer = await fetch(url, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  const { page: next, theme } = parsed(await answer.text());
  const twin = next.querySelector("gallery-room");
  if (!twin) throw new Error(`${url} is not a room's page`);
  document.title = next.title;
  wear(theme);
  replaceAround(element, twin);
  element.querySelectorAll(":scope > :not(.stage)").forEach((child) => child.remove());
  element.append(...twin.childNodes);
  for (const name of twin.getAttributeNames()) {
    if (name !== "data-state") element.setAttribute(name, twin.getAttribute(name) ?? "");
  }
}

/**
 * A page, and apart from it what its own sheet says: that one needs its own page's nonce, and is refused even while it
 * is read.
 *
 * @param {string} html
 */
function parsed(html) {
  const sheet = /<style[^>]*>([^]*?)<\/style>/g;
  const theme = [...html.matchAll(sheet)].map(([, rules]) => rules).join("\n");
  return { page: new DOMParser().parseFromString(html.replace(sheet, ""), "text/html"), theme };
}

/**
 * Dresses the page in another theme. A sheet that a script builds needs no nonce.
 *
 * @param {string} theme
 */
function wear(theme) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(theme);
  document.adoptedStyleSheets = [sheet];
  document.querySelectorAll("style").forEach((style) => style.remove());
}

/**
 * Gives what stands before and after an element, up to <main>, the other page's look.
 *
 * @param {Element} element
 * @param {Element} twin
 */
function replaceAround(element, twin) {
  let here = /** @type {Element | null} */ (element);
  let there = /** @type {Element | null} */ (twin);
  while (here && there && here.tagName !== "MAIN") {
    replaceSiblings(here, there, "previousSibling", "before");
    replaceSiblings(here, there, "nextSibling", "after");
    here = here.parentElement;
    there = there.parentElement;
  }
}

/**
 * @param {Element} here
 * @param {Element} there
 * @param {"previousSibling" | "nextSibling"} side
 * @param {"before" | "after"} put
 */
function replaceSiblings(here, there, side, put) {
  while (here[side]) here[side].remove();
  const nodes = [];
  for (let node = there[side]; node; node = node[side]) nodes.push(node);
  here[put](...(side === "previousSibling" ? nodes.toReversed() : nodes));
}
