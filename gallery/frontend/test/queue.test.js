import assert from "node:assert/strict";
import test from "node:test";

import { whenThereIsRoom } from "../src/board/queue.js";

/** Answers in turn, the last one again and again. @param {[number, string?][]} answers */
function gallery(...answers) {
  const asked = { times: 0, crowded: 0 };
  const ask = async () => {
    const [status, retryAfter] = answers[Math.min(asked.times++, answers.length - 1)];
    return new Response("", { status, headers: retryAfter ? { "Retry-After": retryAfter } : {} });
  };
  return { asked, ask, crowded: () => void asked.crowded++ };
}

/** @param {ReturnType<typeof gallery>} of @param {number} [patienceMs] */
const wait = ({ ask, crowded }, patienceMs, signal = new AbortController().signal) =>
  whenThereIsRoom(ask, crowded, signal, patienceMs);

test("a full gallery is asked again until there is room", async () => {
  const full = gallery([503, "0.01"], [503, "0.01"], [200]);
  assert.equal((await wait(full)).status, 200);
  assert.deepEqual(full.asked, { times: 3, crowded: 2 });
});

test("every other answer is taken as it is", async () => {
  for (const answer of /** @type {[number, string?][]} */ ([[201], [422], [503], [503, "soon"], [503, "0"], [429, "0.01"]])) {
    const one = gallery(answer);
    assert.equal((await wait(one)).status, answer[0]);
    assert.deepEqual(one.asked, { times: 1, crowded: 0 });
  }
});

test("patience has an end, and the last answer is told", async () => {
  const full = gallery([503, "0.02"]);
  assert.equal((await wait(full, 100)).status, 503);
  assert.ok(full.asked.times > 1 && full.asked.times < 6);
});

test("who stops waiting is not asked for again", async () => {
  const full = gallery([503, "0.05"]);
  const stopping = new AbortController();
  const waiting = wait(full, undefined, stopping.signal);
  setTimeout(() => stopping.abort(), 10);
  await assert.rejects(waiting, { name: "AbortError" });
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.deepEqual(full.asked, { times: 1, crowded: 1 });
});
