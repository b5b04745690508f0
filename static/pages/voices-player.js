// One sound at a time, in this browser only.

export class Player {
  constructor(changed) {
    Object.assign(this, { changed, playing: null, audio: null, done: null });
  }

  /** Plays a sound under a name. Answers true when it has ended, false when it was stopped. */
  play(name, url) {
    this.stop();
    const audio = new Audio(url);
    Object.assign(this, { playing: name, audio });
    this.changed();
    return new Promise((resolve) => {
      this.done = resolve;
      audio.onended = () => this.finish(audio, true);
      audio.onerror = () => this.finish(audio, true);
      const begun = audio.play();
      if (begun) begun.catch(() => this.finish(audio, true));
    });
  }

  stop() {
    if (!this.audio) return;
    this.audio.pause();
    this.finish(this.audio, false);
  }

  finish(audio, ended) {
    if (audio !== this.audio) return;
    const { done } = this;
    Object.assign(this, { playing: null, audio: null, done: null });
    this.changed();
    done(ended);
  }
}
