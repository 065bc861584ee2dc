import assert from "node:assert/strict";
import test from "node:test";

import { draft } from "../src/board/draft.js";
import { wished } from "../src/board/order.js";
import { voiceFor } from "../src/board/speech.js";
import { events } from "../src/events.js";

const WORDS = { draft: "“{title}” in “{style}”.", draftOfNoStyle: "“{title}”.", feeling: "Feeling: {emotion}." };

test("a draft says what is known and nothing else", () => {
  assert.equal(draft(WORDS, { title: "Home", style: "Pond", emotion: "Calm" }), "“Home” in “Pond”. Feeling: Calm.");
  assert.equal(draft(WORDS, { title: "Home", style: "", emotion: "" }), "“Home”.");
  assert.equal(draft(WORDS, { title: "{style}", style: "Pond", emotion: "" }), "“{style}” in “Pond”.");
  assert.equal(draft(WORDS, { title: "", style: "Pond", emotion: "Calm" }), "");
});

test("a styles field says how many paintings to wait for", () => {
  assert.deepEqual(["random:3", "4,7", ""].map(wished), [[0, 0, 0], [4, 7], []]);
});

test("a voice must speak the page's language", () => {
  const voices = /** @type {SpeechSynthesisVoice[]} */ ([{ lang: "en-GB" }, { lang: "ko-KR" }]);
  assert.equal(voiceFor(voices, "ko")?.lang, "ko-KR");
  assert.equal(voiceFor(voices, "fr"), null);
});

test("events are read whole, wherever the connection cut them", async () => {
  const bytes = new TextEncoder().encode(': still here\n\nevent: painting\ndata: {"title": "바다"}\n\nevent: done\r\ndata: {}\r\n\r\nevent: cut');
  for (const size of [1, 7, 500]) {
    const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.slice(i * size, (i + 1) * size));
    const told = [];
    const body = new ReadableStream({
      start(controller) {
        parts.forEach((part) => controller.enqueue(part));
        controller.close();
      },
    });
    for await (const one of events(body)) told.push(one);
    assert.deepEqual(told, [{ event: "painting", data: { title: "바다" } }, { event: "done", data: {} }]);
  }
});
