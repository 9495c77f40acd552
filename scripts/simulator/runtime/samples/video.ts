import { canSeePictures, createCanvas, paintScene } from './drawing';

type Scene = { label: string; width: number; height: number; duration: number };

const framesPerSecond = 15;

/** A short recording of the sun moving over the hills; it takes as long to make as to watch. */
export async function recordVideo(scene: Scene): Promise<Blob> {
  const canvas = createCanvas(scene.width, scene.height);
  const context = canSeePictures() ? canvas.getContext('2d') : null;
  if (!context) return new Blob([emptyWebm], { type: 'video/webm' });
  const recorder = new MediaRecorder(canvas.captureStream(framesPerSecond), { mimeType: 'video/webm' });
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
  recorder.start();
  await play(context, scene);
  recorder.stop();
  await stopped;
  return new Blob(pieces, { type: 'video/webm' });
}

function play(context: CanvasRenderingContext2D, { label, duration }: Scene): Promise<void> {
  const frames = duration * framesPerSecond;
  return new Promise((resolve) => {
    let frame = 0;
    const timer = setInterval(() => {
      paintScene(context, label, frame / frames);
      if (++frame <= frames) return;
      clearInterval(timer);
      resolve();
    }, 1000 / framesPerSecond);
  });
}

/** The head of a WebM file, for where nothing can be recorded. */
const emptyWebm = new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6d]);
