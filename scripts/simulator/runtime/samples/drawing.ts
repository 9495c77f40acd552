/** The smallest picture there is, for where nothing can be drawn. */
const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Whether this is a browser that draws and looks at pictures; a test's window does not. */
export function canSeePictures(): boolean {
  return typeof URL.createObjectURL === 'function';
}

/** From so many pixels on, a picture is as a camera takes it: with a grain, so that it weighs megabytes. */
const fullSize = 8_000_000;
const grainSide = 256;

const hues = [200, 150, 28, 280, 340, 90, 230];

/** A generated picture that shows what it is: its label on hills under a sun. */
export function drawSample(label: string, width: number, height: number): Promise<Blob> {
  const canvas = createCanvas(width, height);
  const context = canSeePictures() ? canvas.getContext('2d') : null;
  if (!context) return Promise.resolve(fallbackPicture());
  paintScene(context, label, 0);
  if (width * height >= fullSize) paintGrain(context);
  return toBlob(canvas, 0.9);
}

export function createCanvas(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

export function toBlob(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  return new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(blob ?? fallbackPicture()), 'image/jpeg', quality);
  });
}

/** One picture of the scene; `progress` moves the sun from left (0) to right (1). */
export function paintScene(context: CanvasRenderingContext2D, label: string, progress: number): void {
  const { width, height } = context.canvas;
  const hue = hues[(width + 2 * height + label.length) % hues.length] ?? 200;
  const unit = Math.min(width, height);
  paintSky(context, hue);
  context.fillStyle = '#ffe8a3';
  context.beginPath();
  context.arc(width * (0.25 + 0.5 * progress), height * 0.3, unit * 0.12, 0, 7);
  context.fill();
  paintHill(context, `hsl(${hue} 35% 38%)`, 0.62);
  paintHill(context, `hsl(${hue + 20} 40% 26%)`, 0.78);
  context.fillStyle = '#ffffff';
  context.font = `600 ${Math.max(8, unit * 0.075)}px sans-serif`;
  context.textAlign = 'center';
  context.fillText(label, width / 2, height * 0.92, width * 0.94);
}

function paintSky(context: CanvasRenderingContext2D, hue: number): void {
  const { width, height } = context.canvas;
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, `hsl(${hue} 55% 62%)`);
  sky.addColorStop(1, `hsl(${hue + 30} 60% 86%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
}

function paintHill(context: CanvasRenderingContext2D, color: string, top: number): void {
  const { width, height } = context.canvas;
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(0, height);
  for (let step = 0; step <= 40; step++) {
    const wave = Math.sin(step / 4 + top * 20) * 0.07;
    context.lineTo((width * step) / 40, height * (top + wave));
  }
  context.lineTo(width, height);
  context.fill();
}

function paintGrain(context: CanvasRenderingContext2D): void {
  const tile = createCanvas(grainSide, grainSide);
  const grain = new ImageData(grainSide, grainSide);
  grain.data.forEach((_, index) => {
    grain.data[index] = index % 4 === 3 ? 24 : Math.random() * 256;
  });
  tile.getContext('2d')?.putImageData(grain, 0, 0);
  context.fillStyle = context.createPattern(tile, 'repeat') ?? 'transparent';
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

function fallbackPicture(): Blob {
  const bytes = Uint8Array.from(atob(onePixel), (letter) => letter.codePointAt(0) ?? 0);
  return new Blob([bytes], { type: 'image/png' });
}
