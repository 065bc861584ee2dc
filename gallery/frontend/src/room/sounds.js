/** The sounds that rooms wish for, as loops of samples: rain, wind, sea, a hearth, birds. */

import { dice } from "./noise.js";

/**
 * What is heard: a loop, the band of it that is let through, how loud it is, and how slowly and how much it swells.
 *
 * @typedef {{
 *   loop: (rate: number) => Float32Array<ArrayBuffer>, type: BiquadFilterType, hertz: number, gain: number,
 *   seconds: number, swell: number,
 * }} Sound
 */

const LOOP_S = 6;
const CRACKLES = 40;
const CHIRPS = 14;

/** @type {Record<string, Sound>} */
export const SOUNDS = {
  rain: { loop: hiss, type: "highpass", hertz: 1800, gain: 0.02, seconds: 7, swell: 0.1 },
  wind: { loop: hiss, type: "bandpass", hertz: 320, gain: 0.1, seconds: 11, swell: 0.4 },
  sea: { loop: hiss, type: "lowpass", hertz: 520, gain: 0.1, seconds: 9, swell: 0.45 },
  hearth: { loop: crackle, type: "lowpass", hertz: 2400, gain: 0.3, seconds: 5, swell: 0.1 },
  birds: { loop: birds, type: "highpass", hertz: 900, gain: 0.05, seconds: 13, swell: 0.3 },
};

/** @param {number} rate samples a second */
function hiss(rate) {
  const roll = dice(1);
  return Float32Array.from({ length: LOOP_S * rate }, () => 2 * roll() - 1);
}

/** @param {number} rate */
function crackle(rate) {
  const roll = dice(2);
  const samples = hiss(rate).map((value) => value * 0.04);
  for (let i = 0; i < CRACKLES; i++) {
    const [from, loud] = [Math.floor(roll() * samples.length), roll() ** 3];
    addTo(samples, from, rate * 0.012, (t) => loud * Math.exp(-9 * t) * (2 * roll() - 1));
  }
  return samples;
}

/** @param {number} rate */
function birds(rate) {
  const roll = dice(3);
  const samples = new Float32Array(2 * LOOP_S * rate);
  for (let i = 0; i < CHIRPS; i++) {
    const [from, pitch, length] = [Math.floor(roll() * samples.length), 2200 + 1800 * roll(), 0.08 + 0.12 * roll()];
    const bend = 700 * (roll() - 0.3);
    addTo(samples, from, rate * length, (t) => {
      return Math.sin(Math.PI * t) ** 2 * Math.sin(2 * Math.PI * length * t * (pitch + bend * t));
    });
  }
  return samples;
}

/**
 * @param {Float32Array} samples
 * @param {number} from
 * @param {number} length
 * @param {(t: number) => number} sound for 0-1 of its length
 */
function addTo(samples, from, length, sound) {
  for (let i = 0; i < length; i++) samples[(from + i) % samples.length] += sound(i / length);
}
