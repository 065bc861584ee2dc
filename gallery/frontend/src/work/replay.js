/** The drawing again, stroke by stroke: played, or step by step where motion is not welcome. */

import { Film } from "../drawing/film.js";

const SIDE_PX = 512;

export function replay() {
  const place = document.querySelector(".replay[data-strokes]");
  const controls = place?.querySelector(".controls");
  const slider = controls?.querySelector("input");
  const play = controls?.querySelector('[data-do="play"]');
  if (!(place instanceof HTMLElement) || !(controls instanceof HTMLElement)) return;
  if (slider && play instanceof HTMLButtonElement) operate(place, controls, slider, play);
}

/**
 * @param {HTMLElement} place @param {HTMLElement} controls
 * @param {HTMLInputElement} slider @param {HTMLButtonElement} play
 */
function operate(place, controls, slider, play) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const names = { play: play.getAttribute("aria-label") ?? "", pause: play.dataset.pause ?? "" };
  /** @type {Film | null} */
  let film = null;
  /** @type {Promise<Film> | null} */
  let loading = null;
  /** @type {AbortController | null} */
  let playing = null;

  controls.hidden = false;
  play.hidden = still.matches;
  still.addEventListener("change", () => ((play.hidden = still.matches), pause()));
  controls.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("button");
    if (button && (await load())) act(button.dataset.do ?? "");
  });
  slider.addEventListener("input", async () => {
    pause();
    if (await load()) show(Number(slider.value));
  });

  async function load() {
    try {
      film = await (loading ??= developed(place));
      slider.max = String(film.strokes.length);
      return true;
    } catch {
      loading = null; // the next click asks again
      const said = place.querySelector("[role=status]");
      if (said instanceof HTMLElement) {
        said.textContent = said.dataset.failed ?? "";
        said.className = "said";
      }
      return false;
    }
  }

  /** @param {string} what */
  function act(what) {
    if (what === "play") return playing ? pause() : start();
    pause();
    show(Math.min(Math.max(Number(slider.value) + (what === "on" ? 1 : -1), 0), film?.strokes.length ?? 0));
  }

  /** @param {number} count of strokes that are drawn */
  function show(count) {
    film?.draw(count);
    tell(count);
  }

  /** @param {number} count */
  function tell(count) {
    slider.value = String(count);
    const words = slider.dataset.words ?? "";
    slider.setAttribute("aria-valuetext", words.replace("{n}", String(count)).replace("{all}", slider.max));
  }

  async function start() {
    if (!film) return;
    const from = Number(slider.value) >= film.strokes.length ? 0 : film.startOf(Number(slider.value));
    const mine = (playing = new AbortController());
    controls.classList.add("playing");
    play.setAttribute("aria-label", names.pause);
    await film.play(mine.signal, tell, from);
    if (!mine.signal.aborted) pause();
  }

  function pause() {
    playing?.abort();
    playing = null;
    controls.classList.remove("playing");
    play.setAttribute("aria-label", names.play);
  }
}

/** Fetches the strokes and lays a canvas over the drawing. @param {HTMLElement} place */
async function developed(place) {
  const answer = await fetch(place.dataset.strokes ?? "");
  if (!answer.ok) throw new Error(String(answer.status));
  const { strokes } = await answer.json();
  const canvas = Object.assign(document.createElement("canvas"), { width: SIDE_PX, height: SIDE_PX });
  canvas.setAttribute("aria-hidden", "true");
  place.querySelector("img")?.after(canvas);
  const [x, y, side] = (place.dataset.crop ?? "").split(" ").map(Number);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const scale = SIDE_PX / (side || 1);
  context.setTransform(scale, 0, 0, scale, -x * scale, -y * scale);
  return new Film(strokes, context);
}
