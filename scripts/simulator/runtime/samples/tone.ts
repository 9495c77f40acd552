const sampleRate = 8000;
const headBytes = 44;

/** A gentle tone of so many milliseconds as a WAV file, instead of somebody's voice. */
export function makeTone(ms: number): Uint8Array<ArrayBuffer> {
  const count = Math.max(1, Math.round((ms / 1000) * sampleRate));
  const file = new DataView(new ArrayBuffer(headBytes + count * 2));
  writeHead(file, count * 2);
  for (let index = 0; index < count; index++) file.setInt16(headBytes + index * 2, loudness(index / sampleRate), true);
  return new Uint8Array(file.buffer);
}

/** Two notes that take turns, so that one hears where one is. */
function loudness(seconds: number): number {
  const note = seconds % 1 < 0.5 ? 330 : 440;
  const swell = Math.abs(Math.sin(seconds * 4));
  return Math.round(Math.sin(seconds * note * 2 * Math.PI) * swell * 6000);
}

function writeHead(file: DataView, dataBytes: number): void {
  writeText(file, 0, 'RIFF');
  file.setUint32(4, headBytes - 8 + dataBytes, true);
  writeText(file, 8, 'WAVEfmt ');
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true);
  file.setUint16(22, 1, true);
  file.setUint32(24, sampleRate, true);
  file.setUint32(28, sampleRate * 2, true);
  file.setUint16(32, 2, true);
  file.setUint16(34, 16, true);
  writeText(file, 36, 'data');
  file.setUint32(40, dataBytes, true);
}

function writeText(file: DataView, at: number, text: string): void {
  for (let index = 0; index < text.length; index++) file.setUint8(at + index, text.charCodeAt(index));
}
