// What a phone does when its number is called: it shakes, sounds and stays awake, as far as its browser lets it.

const pattern = [500, 200, 500, 200, 900];
const tones = [[0, 784], [0.35, 988], [0.7, 1175], [1.4, 784], [1.75, 988], [2.1, 1175]];
/** A call older than this (s) is on the boards no more: nobody is startled by it. */
const fresh = 120;

/** Whether this call is new to this page, and young enough; a page that was loaded again has already rung. */
export function isDue({ number, call, age }) {
  return age <= fresh && kept(number) !== String(call.seq);
}

export function noteRung({ number, call }) {
  try {
    sessionStorage.setItem(`signage.rung.${number}`, String(call.seq));
  } catch {
    // A browser that keeps nothing rings once more after a reload.
  }
}

function kept(number) {
  try {
    return sessionStorage.getItem(`signage.rung.${number}`);
  } catch {
    return null;
  }
}

export const canShake = () => typeof navigator.vibrate === "function";

export function shake() {
  if (canShake()) navigator.vibrate(pattern);
}

/** Browsers sound only after a touch: `allow()` is to be called in one. */
export class Chime {
  constructor() {
    this.context = null;
  }

  get ready() {
    return Boolean(this.context);
  }

  allow() {
    const Context = window.AudioContext || window.webkitAudioContext;
    if (!Context) return false;
    if (!this.context) this.context = new Context();
    this.play(tones.slice(0, 1));
    return true;
  }

  play(melody = tones) {
    if (!this.context) return;
    if (this.context.state !== "running") this.context.resume();
    for (const [after, pitch] of melody) this.tone(this.context.currentTime + after + 0.05, pitch);
  }

  tone(at, pitch) {
    const [voice, loudness] = [this.context.createOscillator(), this.context.createGain()];
    voice.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.0001, at);
    loudness.gain.exponentialRampToValueAtTime(0.5, at + 0.03);
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.6);
    voice.connect(loudness);
    loudness.connect(this.context.destination);
    voice.start(at);
    voice.stop(at + 0.65);
  }
}

/** Keeps the screen lit while it is wanted; only a secure address may, on any other nothing happens. */
export class Awake {
  constructor() {
    this.lock = null;
  }

  async want(wanted) {
    // A string, for it is looked for and never relied on.
    const screens = navigator["wakeLock"];
    if (!window.isSecureContext || !screens) return;
    const { lock } = this;
    if (wanted && !lock && document.visibilityState === "visible") {
      try {
        this.lock = await screens.request("screen");
        this.lock.addEventListener("release", () => { this.lock = null; });
      } catch {
        // A phone that saves its battery says no.
      }
    } else if (!wanted && lock) lock.release();
  }
}
