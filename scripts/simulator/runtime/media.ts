import type { Measures } from './files/local-file';
import { canSeePictures, createCanvas, drawSample, toBlob } from './samples/drawing';

/** The size of a picture, or the size and length of a video; nothing where the browser cannot tell. */
export async function measure(url: string, kind: 'image' | 'video'): Promise<Measures | undefined> {
  if (!canSeePictures()) return undefined;
  try {
    return kind === 'image' ? await measurePicture(url) : await measureVideo(url);
  } catch {
    return undefined;
  }
}

async function measurePicture(url: string): Promise<Measures> {
  const { naturalWidth: width, naturalHeight: height } = await loadPicture(url);
  return { width, height };
}

async function measureVideo(url: string): Promise<Measures> {
  const video = await loadVideo(url);
  const duration = Number.isFinite(video.duration) ? video.duration : 0;
  return { width: video.videoWidth, height: video.videoHeight, duration };
}

export type Shrunk = { blob: Blob; measures: Measures };
export type Shrinking = { quality: number; width?: number | undefined; height?: number | undefined };

/** The picture as a JPEG of the wanted size, with one side given the other follows; undefined where nothing is drawn. */
export async function shrink(url: string, { quality, width, height }: Shrinking): Promise<Shrunk | undefined> {
  if (!canSeePictures()) return undefined;
  const picture = await loadPicture(url);
  const ratio = picture.naturalWidth / picture.naturalHeight;
  const wide = Math.round(width ?? (height === undefined ? picture.naturalWidth : height * ratio));
  const high = Math.round(height ?? wide / ratio);
  const canvas = createCanvas(wide, high);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, wide, high);
  return { blob: await toBlob(canvas, quality), measures: { width: wide, height: high } };
}

/** The first picture of a video. */
export async function firstFrame(url: string): Promise<Blob> {
  if (!canSeePictures()) return drawSample('', 1, 1);
  const video = await loadVideo(url);
  const canvas = createCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return toBlob(canvas, 0.8);
}

function loadPicture(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const picture = new Image();
    picture.addEventListener('load', () => resolve(picture));
    picture.addEventListener('error', () => reject(new Error(`no picture at ${url}`)));
    picture.src = url;
  });
}

function loadVideo(url: string): Promise<HTMLVideoElement> {
  return new Promise((resolve, reject) => {
    const video = document.createElement('video');
    Object.assign(video, { muted: true, preload: 'auto' });
    video.addEventListener('loadeddata', () => resolve(video));
    video.addEventListener('error', () => reject(new Error(`no video at ${url}`)));
    video.src = url;
  });
}
