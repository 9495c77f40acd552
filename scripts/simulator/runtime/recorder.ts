import { ApiFailure } from './api/call';
import type { MiniProgram } from './mini-program';
import { failIfWanted } from './outcomes';
import { openMicrophone, type Sound } from './samples/microphone';
import { makeTone } from './samples/tone';

type StartOptions = { duration?: number; format?: string; frameSize?: number };
type Listener = (detail?: object) => void;
type Moment =
  'start' | 'pause' | 'resume' | 'stop' | 'error' | 'frameRecorded' | 'interruptionBegin' | 'interruptionEnd';

const defaultMs = 60_000;
const longestMs = 600_000;

/** `wx.getRecorderManager()`: the one recorder of the app. What it records is a tone, or the real microphone if wanted. */
export class Recorder {
  readonly #listeners = new Map<Moment, Listener>();
  #state: 'idle' | 'asking' | 'recording' | 'paused' = 'idle';
  #options: StartOptions = {};
  #sound: Sound | undefined;
  #recordedMs = 0;
  #since = 0;
  #attempts = 0;
  #end: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly program: MiniProgram) {
    program.events.appHide.add(() => this.interrupt());
  }

  onStart = this.listening('start');
  onPause = this.listening('pause');
  onResume = this.listening('resume');
  onStop = this.listening('stop');
  onError = this.listening('error');
  onFrameRecorded = this.listening('frameRecorded');
  onInterruptionBegin = this.listening('interruptionBegin');
  onInterruptionEnd = this.listening('interruptionEnd');

  start = (options: StartOptions = {}): void => {
    if (this.#state !== 'idle') return this.fail('is recording or paused');
    this.#state = 'asking';
    this.#options = options;
    void this.begin(++this.#attempts);
  };

  pause = (): void => {
    if (this.#state !== 'recording') return this.fail('recorder not recording');
    this.halt();
    this.#state = 'paused';
    this.tell('pause');
  };

  resume = (): void => {
    if (this.#state !== 'paused') return this.fail('recorder not paused');
    this.run();
    this.tell('resume');
  };

  stop = (): void => {
    if (this.#state === 'idle') return this.fail('recorder not start');
    if (this.#state === 'asking') this.#state = 'idle';
    else void this.finish();
  };

  private async begin(attempt: number): Promise<void> {
    try {
      const outcome = this.program.device.outcomes.take('recorder');
      await this.program.privacy.require('getRecorderManager');
      failIfWanted(outcome);
      await this.program.permissions.request('scope.record', this.program.screen.overlays);
      this.#sound = outcome === 'microphone' ? await openMicrophone() : undefined;
      this.beginRecording(attempt);
    } catch (cause) {
      if (this.isAsking(attempt)) this.#state = 'idle';
      this.fail(cause instanceof ApiFailure ? cause.reason : 'start record fail');
    }
  }

  /** Who has let go while the person was asked does not record any more. */
  private beginRecording(attempt: number): void {
    if (!this.isAsking(attempt)) return this.#sound?.stop();
    this.#recordedMs = 0;
    this.run();
    this.tell('start');
  }

  private isAsking(attempt: number): boolean {
    return this.#state === 'asking' && this.#attempts === attempt;
  }

  private run(): void {
    this.#state = 'recording';
    this.#since = performance.now();
    const wanted = Math.min(this.#options.duration ?? defaultMs, longestMs);
    this.#end = setTimeout(() => void this.finish(), wanted - this.#recordedMs);
  }

  private halt(): void {
    clearTimeout(this.#end);
    if (this.#state === 'recording') this.#recordedMs += performance.now() - this.#since;
  }

  private async finish(): Promise<void> {
    this.halt();
    this.#state = 'idle';
    const duration = Math.round(this.#recordedMs);
    const { format = 'aac', frameSize } = this.#options;
    const content = (await this.#sound?.finish()) ?? makeTone(duration);
    this.#sound = undefined;
    if (frameSize) this.tell('frameRecorded', { frameBuffer: content.buffer, isLastFrame: true });
    const tempFilePath = this.program.files.keep(content, format.toLowerCase(), { duration: duration / 1000 });
    this.tell('stop', { tempFilePath, duration, fileSize: content.length });
  }

  private interrupt(): void {
    if (this.#state !== 'recording') return;
    this.tell('interruptionBegin');
    this.pause();
  }

  private fail(reason: string): void {
    this.tell('error', { errMsg: `operateRecorder:fail ${reason}` });
  }

  private tell(moment: Moment, detail?: object): void {
    this.#listeners.get(moment)?.(detail);
  }

  /** A later listener takes the place of an earlier one: there is no way to remove them. */
  private listening(moment: Moment) {
    return (listener: Listener): void => void this.#listeners.set(moment, listener);
  }
}
