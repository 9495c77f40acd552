import { bytesOf } from '../files/local-files';

/** A sound that is being recorded. */
export type Sound = { finish(): Promise<Uint8Array<ArrayBuffer>>; stop(): void };

/** Records with the computer's microphone, which the browser asks for. */
export async function openMicrophone(): Promise<Sound> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream);
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  recorder.start();
  const stop = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  const finish = async (): Promise<Uint8Array<ArrayBuffer>> => {
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.stop();
    await stopped;
    stop();
    return bytesOf(new Blob(pieces));
  };
  return { finish, stop };
}
