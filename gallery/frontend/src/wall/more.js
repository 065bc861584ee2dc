/**
 * @param {HTMLElement} list the works that hang
 * @param {HTMLElement} pages the links to the pages before and after
 */
export function moreWorks(list, pages) {
  const status = document.querySelector("#arrived");
  let hung = 0;

  pages.addEventListener("click", async (event) => {
    const link = event.target instanceof Element && event.target.closest('a[rel="next"]');
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || opensElsewhere(event)) return;
    event.preventDefault();
    if (link.getAttribute("aria-busy") === "true") return;
    const first = await hangNext(list, link);
    tell(status, first ? "some" : "failed");
    if (!first) return;
    first.querySelector("a")?.focus({ preventScroll: true });
    remember(++hung);
  });

  addEventListener("pagehide", () => hung && remember(hung));
  const left = history.state?.hung ?? 0;
  if (left > 0) restore(left, history.state.y);

  /** @param {number} count @param {number} y */
  async function restore(count, y) {
    history.scrollRestoration = "manual";
    while (hung < count) {
      const link = pages.querySelector('a[rel="next"]');
      if (!(link instanceof HTMLAnchorElement) || !(await hangNext(list, link))) break;
      hung++;
    }
    scrollTo({ top: y, behavior: "instant" });
    history.scrollRestoration = "auto";
  }
}

/** @param {MouseEvent} event */
function opensElsewhere(event) {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}

/** @param {number} hung pages that hang below the first */
function remember(hung) {
  history.replaceState({ ...history.state, hung, y: scrollY }, "");
}

/** @param {Element | null} status @param {"some" | "failed"} what */
function tell(status, what) {
  if (!(status instanceof HTMLElement)) return;
  status.textContent = status.dataset[what] ?? "";
  status.classList.toggle("unseen", what === "some");
}

/**
 * The works of the page that a link leads to, below those that hang already; the first of them, or null if they
 * could not be had.
 * @param {HTMLElement} list @param {HTMLAnchorElement} link
 */
async function hangNext(list, link) {
  link.setAttribute("aria-busy", "true");
  try {
    const { page, style } = await pageAt(link.href);
    const works = [...page.querySelectorAll("#works > li")].filter((work) => !document.getElementById(work.id));
    dress(style);
    list.append(...works);
    leadOn(link, page.querySelector('.pages a[rel="next"]'));
    return works[0] ?? null;
  } catch {
    return null;
  } finally {
    link.removeAttribute("aria-busy");
  }
}

/** A page, and apart from it its style, which the policy lets no parser see. @param {string} address */
async function pageAt(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  let style = "";
  const rest = (await answer.text()).replace(/<style[^>]*>([^]*?)<\/style>/, (_, words) => ((style = words), ""));
  return { page: new DOMParser().parseFromString(rest, "text/html"), style };
}

/** What stands in for pictures that are on their way. @param {string} style */
function dress(style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** @param {HTMLAnchorElement} link @param {Element | null} next */
function leadOn(link, next) {
  if (next instanceof HTMLAnchorElement) link.href = next.getAttribute("href") ?? "";
  else link.remove();
}
