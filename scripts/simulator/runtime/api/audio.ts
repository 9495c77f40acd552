import type { MiniProgram } from '../mini-program';
import { canSeePictures } from '../samples/drawing';
import { resolveSource } from '../sources';

type Listener = (detail?: object) => void;
type Moment = (typeof moments)[number] | 'Play' | 'Pause' | 'Stop';

/** What the browser tells of by itself; playing, pausing and stopping are told once each time they are asked for. */
const moments = ['Ended', 'Canplay', 'TimeUpdate', 'Waiting', 'Seeking', 'Seeked', 'Error'] as const;

/** What WeChat says when a sound cannot be played, by the browser's code of the error. */
const errors: Record<number, object> = {
  2: { errMsg: 'network error', errCode: 10_002 },
  3: { errMsg: 'format error', errCode: 10_004 },
  4: { errMsg: 'file error', errCode: 10_003 },
};
const unknownError = { errMsg: 'unknown error', errCode: -1 };

/** `wx.createInnerAudioContext`: one sound. It is paused when the app leaves the screen. */
export function createAudio(events: MiniProgram['events']): object {
  const sound = new Sound(events);
  const pairs = [...moments, 'Play', 'Pause', 'Stop'].flatMap((name) => {
    const moment = name as Moment;
    return [
      [`on${name}`, (listener: Listener) => sound.listen(moment, listener)],
      [`off${name}`, (listener?: Listener) => sound.forget(moment, listener)],
    ];
  });
  return Object.assign(sound, Object.fromEntries(pairs));
}

class Sound {
  autoplay = false;
  obeyMuteSwitch = true;
  startTime = 0;
  readonly #audio = new Audio();
  readonly #listeners = new Map<Moment, Set<Listener>>();
  readonly #stopFollowing: () => void;
  #source = '';
  #isPlaying = false;

  constructor(events: MiniProgram['events']) {
    this.#stopFollowing = events.appHide.add(() => this.pause());
    for (const moment of moments) this.#audio.addEventListener(moment.toLowerCase(), () => this.happened(moment));
  }

  listen(moment: Moment, listener: Listener): void {
    this.#listeners.set(moment, new Set([...(this.#listeners.get(moment) ?? []), listener]));
  }

  forget(moment: Moment, listener?: Listener): void {
    if (listener) this.#listeners.get(moment)?.delete(listener);
    else this.#listeners.delete(moment);
  }

  get src(): string {
    return this.#source;
  }

  set src(source: string) {
    this.#source = source;
    resolveSource(source, (url) => {
      if (this.#source === source) this.load(url);
    });
  }

  get duration(): number {
    return Number.isFinite(this.#audio.duration) ? this.#audio.duration : 0;
  }

  get currentTime(): number {
    return this.#audio.currentTime;
  }

  get paused(): boolean {
    return !this.#isPlaying;
  }

  get buffered(): number {
    const { buffered } = this.#audio;
    return buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
  }

  get volume(): number {
    return this.#audio.volume;
  }

  set volume(volume: number) {
    this.#audio.volume = volume;
  }

  get loop(): boolean {
    return this.#audio.loop;
  }

  set loop(loop: boolean) {
    this.#audio.loop = loop;
  }

  get playbackRate(): number {
    return this.#audio.playbackRate;
  }

  set playbackRate(rate: number) {
    this.#audio.playbackRate = rate;
  }

  play(): void {
    this.#isPlaying = true;
    if (this.#audio.src) this.playNow();
  }

  pause(): void {
    if (!this.#isPlaying) return;
    this.rest();
    this.tellSoon('Pause');
  }

  /** The next `play` begins at the start again. */
  stop(): void {
    this.rest();
    this.#audio.currentTime = this.startTime;
    this.tellSoon('Stop');
  }

  seek(seconds: number): void {
    this.#audio.currentTime = seconds;
  }

  destroy(): void {
    this.rest();
    this.#stopFollowing();
    this.#listeners.clear();
    this.#audio.removeAttribute('src');
  }

  private load(url: string): void {
    this.#audio.src = url;
    if (this.startTime > 0) this.#audio.currentTime = this.startTime;
    if (this.autoplay || this.#isPlaying) this.play();
  }

  /** A test's window plays nothing, and says that it plays. */
  private playNow(): void {
    if (!canSeePictures()) return this.tellSoon('Play');
    const fail = (error: unknown): void => {
      const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
      if (isRefused) this.happened('Error');
    };
    this.#audio.play().then(() => this.tell('Play'), fail);
  }

  private rest(): void {
    this.#isPlaying = false;
    if (canSeePictures()) this.#audio.pause();
  }

  private happened(moment: Moment): void {
    if (moment === 'Ended' || moment === 'Error') this.#isPlaying = false;
    if (moment === 'Error') this.tell(moment, errors[this.#audio.error?.code ?? 0] ?? unknownError);
    else this.tell(moment);
  }

  private tellSoon(moment: Moment): void {
    setTimeout(() => this.tell(moment));
  }

  private tell(moment: Moment, detail?: object): void {
    for (const listener of this.#listeners.get(moment) ?? []) listener(detail);
  }
}
