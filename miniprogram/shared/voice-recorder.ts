import { VOICE_LIMIT_MS } from '../../cloudfunctions/common/protocol/limits';

/** What was recorded. */
export type Recording = { path: string; duration: number; size: number };

export type RecordingEvents = {
  onStart: () => void;
  /** Also called when the longest time is over. */
  onStop: (recording: Recording) => void;
  /** `denied`: the person does not let the app use the microphone. */
  onFail: (reason: 'denied' | 'failed') => void;
};

let manager: WechatMiniprogram.RecorderManager | undefined;
let listener: RecordingEvents | undefined;

/** Begins to record; the phone may first ask for the microphone. There is one recorder: who began last is told. */
export function startRecording(events: RecordingEvents): void {
  manager ??= openRecorder();
  listener = events;
  manager.start({
    duration: VOICE_LIMIT_MS,
    format: 'mp3',
    sampleRate: 16_000,
    numberOfChannels: 1,
    encodeBitRate: 48_000,
  });
}

export function stopRecording(): void {
  manager?.stop();
}

function openRecorder(): WechatMiniprogram.RecorderManager {
  const recorder = wx.getRecorderManager();
  recorder.onStart(() => listener?.onStart());
  recorder.onStop(({ tempFilePath: path, duration, fileSize: size }) => finish()?.onStop({ path, duration, size }));
  recorder.onError(({ errMsg }) => finish()?.onFail(isDenied(errMsg) ? 'denied' : 'failed'));
  recorder.onInterruptionBegin(() => recorder.stop());
  return recorder;
}

function finish(): RecordingEvents | undefined {
  const finished = listener;
  listener = undefined;
  return finished;
}

const isDenied = (words: string): boolean => /auth|deny|denied|privacy/i.test(words);
