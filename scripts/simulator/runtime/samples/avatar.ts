import { canSeePictures, createCanvas, drawSample, toBlob } from './drawing';

const side = 132;

/** A generated picture of a person: the name's letter on a colour of its own. */
export function drawAvatar(name: string): Promise<Blob> {
  const canvas = createCanvas(side, side);
  const context = canSeePictures() ? canvas.getContext('2d') : null;
  if (!context) return drawSample(name, side, side);
  context.fillStyle = `hsl(${((name.codePointAt(0) ?? 0) * 37) % 360} 45% 55%)`;
  context.fillRect(0, 0, side, side);
  context.fillStyle = '#ffffff';
  context.font = '600 64px sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(name, side / 2, side / 2 + 4);
  return toBlob(canvas, 0.9);
}
