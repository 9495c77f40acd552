import { assetUrl } from '../assets';

type Listener = (detail?: object) => void;

/** `wx.createInnerAudioContext`: one sound. */
export function createInnerAudioContext(): InnerAudioContext {
  return new InnerAudioContext();
}

class InnerAudioContext {
  autoplay = false;
  readonly #audio = new Audio();

  get src(): string {
    return this.#audio.src;
  }

  set src(source: string) {
    this.#audio.src = assetUrl(source);
    if (this.autoplay) this.play();
  }

  get duration(): number {
    return this.#audio.duration || 0;
  }

  get currentTime(): number {
    return this.#audio.currentTime;
  }

  get paused(): boolean {
    return this.#audio.paused;
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

  play(): void {
    this.#audio.play().catch(() => this.#audio.dispatchEvent(new Event('error')));
  }

  pause(): void {
    this.#audio.pause();
  }

  stop(): void {
    this.#audio.pause();
    this.#audio.currentTime = 0;
    this.#audio.dispatchEvent(new Event('stop'));
  }

  seek(seconds: number): void {
    this.#audio.currentTime = seconds;
  }

  destroy(): void {
    this.#audio.pause();
    this.#audio.removeAttribute('src');
  }

  onPlay = this.listening('play');
  onPause = this.listening('pause');
  onStop = this.listening('stop');
  onEnded = this.listening('ended');
  onCanplay = this.listening('canplay');
  onTimeUpdate = this.listening('timeupdate');
  onWaiting = this.listening('waiting');
  onError = this.listening('error', () => ({ errMsg: 'MediaError', errCode: 10_001 }));

  private listening(type: string, detail?: () => object) {
    return (listener: Listener): void => this.#audio.addEventListener(type, () => listener(detail?.()));
  }
}
