/** Server-sent events out of the body of an answer, as the HTML standard has them (section 9.2.6). */

/** @typedef {{event: string, data: any}} Told data: what the event's JSON says */

/** @param {ReadableStream<BufferSource>} body @returns {AsyncGenerator<Told>} */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += part.value;
      const blocks = text.split(/\r?\n\r?\n/);
      text = blocks.pop() ?? "";
      yield* blocks.flatMap(told);
    }
  } finally {
    await reader.cancel();
  }
}

/** @param {string} block @returns {Told[]} none for a comment */
function told(block) {
  const fields = block.split(/\r?\n/).map((line) => /^(\w*): ?(.*)$/.exec(line) ?? ["", "", ""]);
  const of = (/** @type {string} */ name) => fields.filter((field) => field[1] === name).map((field) => field[2]).join("\n");
  return of("data") ? [{ event: of("event"), data: JSON.parse(of("data")) }] : [];
}
