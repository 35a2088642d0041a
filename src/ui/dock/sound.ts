/** A tone when something needs a hand, made by the browser itself. Off stays off at this screen. */
import { Store } from '../lib/store.js';

const KEPT_AS = 'bwc.sound';

export const sound = new Store(localStorage.getItem(KEPT_AS) !== 'off');

export function setSound(on: boolean): void {
  localStorage.setItem(KEPT_AS, on ? 'on' : 'off');
  sound.set(on);
}

let context: AudioContext | undefined;

/** Two falling tones for what needs a hand, one high one for what may be taken out. */
export function play(what: 'alarm' | 'safe'): void {
  if (!sound.get()) return;
  context ??= new AudioContext();
  // Before anybody has touched the page the browser keeps it silent.
  void context.resume();
  const tones = what === 'alarm' ? [880, 587, 880, 587] : [1047];
  for (const [i, hertz] of tones.entries()) {
    const at = context.currentTime + i * 0.22;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.25, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.2);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.2);
  }
}
