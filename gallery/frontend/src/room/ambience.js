/** A room's quiet sound; only ever on request. */

import { SOUNDS } from "./sounds.js";

const FADE_S = 1.5;

export class Ambience {
  /** @type {AudioContext | null} */
  #audio = null;

  get plays() {
    return this.#audio !== null;
  }

  /** @param {string} name of SOUNDS */
  start(name) {
    this.stop();
    const { loop, type, hertz, gain, seconds, swell } = SOUNDS[name];
    const audio = new AudioContext();
    const source = new AudioBufferSourceNode(audio, { buffer: bufferOf(audio, loop(audio.sampleRate)), loop: true });
    const filter = new BiquadFilterNode(audio, { type, frequency: hertz });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.linearRampToValueAtTime(gain, audio.currentTime + FADE_S);
    const waves = new OscillatorNode(audio, { frequency: 1 / seconds });
    waves.connect(new GainNode(audio, { gain: gain * swell })).connect(volume.gain);
    source.connect(filter).connect(volume).connect(audio.destination);
    source.start();
    waves.start();
    this.#audio = audio;
  }

  stop() {
    void this.#audio?.close();
    this.#audio = null;
  }
}

/**
 * @param {AudioContext} audio
 * @param {Float32Array<ArrayBuffer>} samples
 */
function bufferOf(audio, samples) {
  const buffer = audio.createBuffer(1, samples.length, audio.sampleRate);
  buffer.copyToChannel(samples, 0);
  return buffer;
}
