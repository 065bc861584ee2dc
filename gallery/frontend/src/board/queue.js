/** Waiting for one's turn: a gallery that is full says when to come again. */

const PATIENCE_MS = 120_000;
const FULL = 503;

/**
 * The answer, once it is another one than that there is no room; after two minutes, whatever it is. Throws when aborted.
 * @param {() => Promise<Response>} ask
 * @param {() => void} crowded told each time that there is no room
 * @param {AbortSignal} signal
 */
export async function whenThereIsRoom(ask, crowded, signal, patienceMs = PATIENCE_MS) {
  const until = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    const pauseMs = 1000 * Number(answer.headers.get("retry-after"));
    if (answer.status !== FULL || !(pauseMs > 0) || performance.now() + pauseMs > until) return answer;
    crowded();
    // Up to half as long again: who was turned away together does not come back together.
    await pause(pauseMs * (1 + Math.random() / 2), signal);
  }
}

/** @param {number} ms @param {AbortSignal} signal */
function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    setTimeout(() => {
      signal.removeEventListener("abort", abort);
      resolve(undefined);
    }, ms);
  });
}
