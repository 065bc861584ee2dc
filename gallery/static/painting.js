/** The two calls of the drawing page: have a drawing painted, hang a painting. */

/** An answer that is not a success; `message` says in a sentence what to do. */
export class Refused extends Error {
  constructor(detail, errors = []) {
    super(detail);
    this.errors = errors;
  }
}

async function answer(response) {
  if (response.ok) return response.json();
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json");
  const problem = isProblem ? await response.json() : {};
  throw new Refused(problem.detail ?? "", problem.errors);
}

/** Posts an image (Blob) to be painted; gives the API's `{sketch, paintings, failed}`. Throws Refused. */
export async function paint(sketch, styles, signal) {
  const body = new FormData();
  body.set("sketch", sketch, "drawing.png");
  body.set("styles", styles);
  const headers = { Accept: "application/json" };
  return answer(await fetch("/api/v1/paintings", { method: "POST", headers, body, signal }));
}

/** Hangs a painting; gives the API's `{artwork, edit_token}`. Throws Refused. */
export async function hang(submission) {
  const headers = { Accept: "application/json", "Content-Type": "application/json" };
  const body = JSON.stringify(submission);
  return answer(await fetch("/api/v1/artworks", { method: "POST", headers, body }));
}

/** A hang form as the API's submission; fields left empty are left out. */
export function submissionOf(form, strokes) {
  const fields = new FormData(form);
  const submission = { consent_training: fields.has("consent_training") };
  for (const name of ["painting", "title", "artist", "emotion", "alt", "licence"]) {
    const value = (fields.get(name) ?? "").trim();
    if (value) submission[name] = value;
  }
  if (strokes) submission.strokes = strokes;
  return submission;
}
