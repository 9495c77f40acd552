import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** So many keys are sorted in memory; more are first parted by range into files. */
const MOST_IN_MEMORY = 400_000;
const PARTS = 128;
const WAITING = 4_000;
const LENGTH_BYTES = 2;

/** A range of keys beyond `from`: those in its file, and those that wait to be written to it. */
type Part = { from: string; file: number; path: string; waiting: string[] };

/** Sorts any number of keys, each no longer than 64 kB, with the help of files in a folder of its own inside `folder`. */
export class KeySorter {
  private kept: string[] = [];
  private parts: Part[] = [];
  private scratch: string | undefined;

  constructor(
    private readonly folder: string,
    private readonly most = MOST_IN_MEMORY,
  ) {}

  /** A byte is one character, so that strings compare as the bytes do. */
  add(key: Buffer): void {
    const text = key.toString('latin1');
    if (this.parts.length > 0) this.put(text);
    else if (this.kept.push(text) > this.most) this.split();
  }

  *sorted(): Generator<Buffer> {
    if (this.parts.length === 0) yield* inOrder(this.kept);
    for (const { file, path, waiting } of this.parts) {
      closeSync(file);
      yield* inOrder([...readKeys(path), ...waiting]);
    }
  }

  /** Removes the files. */
  end(): void {
    if (this.scratch !== undefined) rmSync(this.scratch, { recursive: true });
  }

  /** The first keys tell where the ranges begin. */
  private split(): void {
    const scratch = mkdtempSync(join(this.folder, 'sorting-'));
    this.scratch = scratch;
    const sample = this.kept.sort();
    this.kept = [];
    this.parts = Array.from({ length: PARTS }, (_, part) => {
      const path = join(scratch, String(part));
      const from = part === 0 ? '' : (sample[Math.floor((part * sample.length) / PARTS)] ?? '');
      return { from, path, file: openSync(path, 'w'), waiting: [] };
    });
    for (const text of sample) this.put(text);
  }

  private put(text: string): void {
    const part = this.partOf(text);
    if (part.waiting.push(text) < WAITING) return;
    writeSync(part.file, Buffer.concat(part.waiting.flatMap(withLength)));
    part.waiting = [];
  }

  private partOf(text: string): Part {
    let low = 0;
    let high = this.parts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.parts[middle]?.from ?? '') <= text) low = middle;
      else high = middle;
    }
    return this.parts[low] as Part;
  }
}

function withLength(text: string): Buffer[] {
  const length = Buffer.allocUnsafe(LENGTH_BYTES);
  length.writeUInt16BE(text.length);
  return [length, Buffer.from(text, 'latin1')];
}

function* inOrder(texts: string[]): Generator<Buffer> {
  for (const text of texts.sort()) yield Buffer.from(text, 'latin1');
}

function* readKeys(path: string): Generator<string> {
  const bytes = readFileSync(path);
  for (let at = 0; at < bytes.length;) {
    const start = at + LENGTH_BYTES;
    at = start + bytes.readUInt16BE(at);
    yield bytes.toString('latin1', start, at);
  }
}
