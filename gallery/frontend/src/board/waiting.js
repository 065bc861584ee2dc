/** Honest words while something takes its time. */

/** @type {[after_s: number, word: string][]} */
const PATIENCE = [
  [0, "painting"],
  [5, "patience"],
  [15, "longer"],
  [30, "stuck"],
];

/** Says what is the case as time goes by; gives back how to stop that. @param {(word: string) => void} say */
export function patiently(say) {
  const timers = PATIENCE.map(([after_s, word]) => setTimeout(() => say(word), after_s * 1000));
  say(PATIENCE[0][1]);
  return () => timers.forEach(clearTimeout);
}
