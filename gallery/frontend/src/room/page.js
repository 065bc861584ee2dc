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
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  const twin = next.querySelector("gallery-room");
  if (!twin) throw new Error(`${url} is not a room's page`);
  document.title = next.title;
  wear(next);
  replaceAround(element, twin);
  element.querySelectorAll(":scope > :not(.stage)").forEach((child) => child.remove());
  element.append(...twin.childNodes);
  for (const name of twin.getAttributeNames()) {
    if (name !== "data-state") element.setAttribute(name, twin.getAttribute(name) ?? "");
  }
}

/**
 * Dresses the page in the other one's theme. Its own sheet would need that page's nonce; one that a script builds
 * needs none.
 *
 * @param {Document} next
 */
function wear(next) {
  const theme = new CSSStyleSheet();
  theme.replaceSync([...next.querySelectorAll("style")].map((style) => style.textContent).join("\n"));
  document.adoptedStyleSheets = [theme];
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
