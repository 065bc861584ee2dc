// The queue by keyboard, and decisions without leaving the page. Without this script every form works as it is.

const cases = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".case")]);
const done = /** @type {HTMLElement} */ (document.querySelector(".done"));
const keys = /** @type {HTMLElement | null} */ (document.querySelector(".keys"));
const STORED = "moderation-keys";

/** The case that has the focus, or that holds what has it. */
function current() {
  return /** @type {HTMLElement | null} */ (document.activeElement?.closest(".case"));
}

/** @param {number} step */
function move(step) {
  const all = cases(), here = current();
  const place = here ? all.indexOf(here) + step : 0;
  const next = all[Math.max(0, Math.min(all.length - 1, place))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** @param {string} key */
function press(key) {
  if (key === "j") return move(1);
  if (key === "k") return move(-1);
  const place = key === "u" ? done : current();
  const wanted = /** @type {HTMLElement | null} */ (place?.querySelector(`[data-key="${key}"]`) ?? null);
  wanted?.click();
  if (key === "h") /** @type {HTMLElement | null} */ (wanted?.closest("details")?.querySelector("select"))?.focus();
}

/** @param {Event} event */
function isTyping(event) {
  return event.target instanceof Element && event.target.closest("input:not([type=checkbox]), select, textarea") !== null;
}

function offerKeys() {
  const box = /** @type {HTMLInputElement | null} */ (keys?.querySelector("[data-keys]") ?? null);
  if (!keys || !box) return;
  keys.hidden = false;
  box.checked = localStorage.getItem(STORED) !== "off";
  box.addEventListener("change", () => localStorage.setItem(STORED, box.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    press(event.key.toLowerCase());
  });
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} button */
async function decide(form, button) {
  // Not form.action: that is the button of this name.
  const answer = await fetch(String(form.getAttribute("action")), {
    method: "POST", body: new FormData(form, button), headers: { Accept: "application/json" },
  });
  if (!answer.ok) throw new Error((await answer.json()).detail);
  return answer.json();
}

/** The status line and the way back, as the server writes them. @param {string} id */
async function tellWhatWasDone(id) {
  const address = new URL(location.href);
  address.searchParams.set("done", id);
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  done.replaceChildren(...(page.querySelector(".done")?.childNodes ?? []));
  const bar = page.querySelector(".office-bar nav");
  if (bar) document.querySelector(".office-bar nav")?.replaceWith(bar);
}

/** @param {HTMLElement} item */
function takeAway(item) {
  const all = cases(), next = all[all.indexOf(item) + 1] ?? all[all.indexOf(item) - 1];
  item.remove();
  if (!next) return false;
  next.focus();
  return true;
}

document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const item = /** @type {HTMLElement | null} */ (form.closest(".case"));
  if (!form.matches("[data-decision]") || !item) return;
  event.preventDefault();
  item.setAttribute("aria-busy", "true");
  try {
    const { id } = await decide(form, /** @type {SubmitEvent} */ (event).submitter);
    if (!takeAway(item)) return location.assign(withDone(id));
    await tellWhatWasDone(id);
  } catch (error) {
    item.removeAttribute("aria-busy");
    done.textContent = error instanceof Error ? error.message : String(error);
  }
});

/** This page from its start. @param {string} id */
function withDone(id) {
  const address = new URL(location.href);
  address.searchParams.delete("after");
  address.searchParams.set("done", id);
  return address;
}

offerKeys();
