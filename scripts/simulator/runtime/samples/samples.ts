import type { Measures } from '../files/local-file';
import { drawSample } from './drawing';
import { samplePdf, sampleText } from './documents';
import { recordVideo } from './video';

/** Something ready to be picked, so that nobody needs files of their own. */
export type Sample = {
  id: string;
  label: string;
  kind: 'image' | 'video' | 'file';
  name: string;
  measures: Measures;
  make: () => Promise<Blob>;
  /** A small picture of it; absent for files. */
  draw?: () => Promise<Blob>;
};

const thumbSide = 240;

export const samples: readonly Sample[] = [
  picture('photo', '照片 1200×900', 1200, 900),
  picture('portrait', '竖图 900×1600', 900, 1600),
  picture('square', '方图 640×640', 640, 640),
  picture('large', '大图 4000×3000', 4000, 3000),
  picture('long', '长图 750×4200', 750, 4200),
  picture('wide', '全景 2400×480', 2400, 480),
  picture('tiny', '小图 48×48', 48, 48),
  video('video', '视频 2 秒', 640, 360, 2),
  video('portrait-video', '竖屏视频 1 秒', 360, 640, 1),
  document('pdf', '报价单.pdf', () => samplePdf()),
  document('text', '说明.txt', () => sampleText(1)),
  document('large-file', '日志 3MB.txt', () => sampleText(40_000)),
];

export function findSample(id: string): Sample | undefined {
  return samples.find((sample) => sample.id === id);
}

function picture(id: string, label: string, width: number, height: number): Sample {
  const make = (): Promise<Blob> => drawSample(label, width, height);
  const draw = (): Promise<Blob> => drawThumb(width, height);
  return { id, label, kind: 'image', name: `${id}.jpg`, measures: { width, height }, make, draw };
}

function video(id: string, label: string, width: number, height: number, duration: number): Sample {
  const make = (): Promise<Blob> => recordVideo({ label, width, height, duration });
  const draw = (): Promise<Blob> => drawThumb(width, height);
  return { id, label, kind: 'video', name: `${id}.webm`, measures: { width, height, duration }, make, draw };
}

function drawThumb(width: number, height: number): Promise<Blob> {
  const scale = Math.min(1, thumbSide / Math.min(width, height));
  return drawSample('', Math.round(width * scale), Math.round(height * scale));
}

function document(id: string, name: string, make: () => Blob): Sample {
  return { id, label: name, kind: 'file', name, measures: {}, make: () => Promise.resolve(make()) };
}
