/** Says what is touched, where the browser has a voice for the page's language. */

/** @param {SpeechSynthesisVoice[]} voices @param {string} language */
export function voiceFor(voices, language) {
  return voices.find(({ lang }) => lang.toLowerCase().startsWith(language)) ?? null;
}

/** @param {import("./sketch-board.js").SketchBoard} board */
export function connectSpeech(board) {
  const synthesis = window.speechSynthesis;
  if (!synthesis) return;
  const language = document.documentElement.lang;
  const offer = () => {
    const switcher = /** @type {HTMLElement} */ (document.querySelector(".speaks"));
    switcher.hidden = !voiceFor(synthesis.getVoices(), language);
  };
  synthesis.addEventListener?.("voiceschanged", offer);
  offer();
  document.addEventListener("click", ({ target }) => {
    const { speak, easy } = board.settings;
    const touched = /** @type {Element} */ (target).closest("button, label");
    const voice = voiceFor(synthesis.getVoices(), language);
    if (!touched || !voice || !(speak || easy)) return;
    synthesis.cancel();
    synthesis.speak(Object.assign(new SpeechSynthesisUtterance(touched.textContent?.trim() ?? ""), { voice, lang: language }));
  });
}
