/** The calls of the drawing page: have a drawing painted, hang a painting. */

import { events } from "../events.js";
import { whenThereIsRoom } from "./queue.js";

/**
 * @typedef {{id: string, style: number, seed: number, url: string, variation?: number}} Painting
 * @typedef {{style: number, problem: {detail: string}}} Failure
 * @typedef {{url: string, crop: [number, number, number]}} Sketch
 * @typedef {{sketch: Blob, styles: string, seed: number, lines?: number, ink?: number, size?: number, reference?: Blob,
 *   variation?: number, like?: string}} Order like: id of a painting or an artwork, of which the random ones are variations
 * @typedef {{crowded: () => void, sketch: (sketch: Sketch) => void, painting: (painting: Painting) => void,
 *   error: (failure: Failure) => void}} Told crowded: the order waits for its turn
 */

/** An answer that is not a success; `message` says in a sentence what to do. */
export class Refused extends Error {
  /** @param {string} detail @param {{field: string, detail: string}[]} errors */
  constructor(detail, errors = []) {
    super(detail);
    this.errors = errors;
  }
}

/** A problem in the visitor's language, where it is not said in that already. @param {any} problem */
function inWords(problem) {
  return problem.translated ?? problem;
}

/** @param {Response} response */
async function successful(response) {
  if (response.ok) return response;
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json");
  const problem = isProblem ? await response.json() : {};
  const { detail = "", errors } = inWords(problem);
  throw new Refused(detail, errors);
}

/** @param {Partial<Order> & {sketch: Blob}} order */
function formOf({ sketch, reference, ...fields }) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) body.set(name, String(value));
  body.set("sketch", sketch, "drawing");
  if (reference) body.set("reference", reference, "reference");
  return body;
}

/** @param {Order} order @param {string} accept @param {AbortSignal} signal */
function ask(order, accept, signal) {
  return fetch("/api/v1/paintings", { method: "POST", headers: { Accept: accept }, body: formOf(order), signal });
}

/** Has a drawing painted, when its turn has come, and tells of everything as soon as it is there. Throws Refused. @param {Order} order @param {Told} told @param {AbortSignal} signal */
export async function paint(order, told, signal) {
  const asking = () => ask(order, "text/event-stream", signal);
  const { body } = await successful(await whenThereIsRoom(asking, told.crowded, signal));
  for await (const { event, data } of events(/** @type {ReadableStream<BufferSource>} */ (body))) {
    if (event === "done") return;
    if (event === "error") told.error({ ...data, problem: inWords(data.problem) });
    if (event === "sketch" || event === "painting") told[event](data);
  }
  // The connection ended before everything was told.
  throw new Refused("");
}

/** One small painting that nobody keeps. Throws Refused. @param {Order} order @param {AbortSignal} signal */
export async function glimpse(order, signal) {
  return (await successful(await ask(order, "image/webp", signal))).blob();
}

/** What the painters will see of a picture, as a PNG. Throws Refused. @param {Blob} sketch @param {number} ink 0-1 @param {AbortSignal} signal */
export async function cleaned(sketch, ink, signal) {
  const sent = { method: "POST", headers: { Accept: "image/png" }, body: formOf({ sketch, ink }), signal };
  return (await successful(await fetch("/api/v1/sketches", sent))).blob();
}

/** Hangs a painting; gives the API's `{artwork, edit_token}`. Throws Refused. @param {object} submission */
export async function hang(submission) {
  const headers = { Accept: "application/json", "Content-Type": "application/json" };
  const body = JSON.stringify(submission);
  const once = { ...headers, "Idempotency-Key": keyOf(body) };
  return (await successful(await fetch("/api/v1/artworks", { method: "POST", headers: once, body }))).json();
}

const sent = { body: "", key: "" };

/** The same key for the same body: what is sent again after a broken connection gets the answer, and the artwork's key, that was missed. @param {string} body */
function keyOf(body) {
  if (sent.body !== body) {
    const random = crypto.getRandomValues(new Uint8Array(16));
    Object.assign(sent, { body, key: Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("") });
  }
  return sent.key;
}

/** A hang form as the API's submission; fields left empty are left out. @param {HTMLFormElement} form @param {object | null} strokes */
export function submissionOf(form, strokes) {
  const fields = new FormData(form);
  /** @type {Record<string, unknown>} */
  const submission = {};
  for (const name of ["consent_publish", "consent_training"]) {
    if (form.elements.namedItem(name)) submission[name] = fields.has(name);
  }
  for (const name of ["painting", "title", "artist", "emotion", "alt", "licence", "consent_text"]) {
    const value = String(fields.get(name) ?? "").trim();
    if (value) submission[name] = value;
  }
  if (strokes) submission.strokes = strokes;
  return submission;
}
