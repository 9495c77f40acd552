import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { writeIfChanged } from './files';

const record = 'dist/fingerprints.json';

/** A digest of the names and contents of these files and folders; it changes when any of them does. */
export function fingerprintOf(sources: string[]): string {
  const hash = createHash('sha256');
  for (const source of sources) addTo(hash, source);
  return hash.digest('hex');
}

function addTo(hash: Hash, file: string): void {
  if (!existsSync(file)) return;
  if (statSync(file).isDirectory()) {
    for (const name of readdirSync(file).sort()) addTo(hash, path.join(file, name));
    return;
  }
  const content = readFileSync(file);
  hash.update(`${file}\0${content.length}\0`).update(content);
}

/** What each part was built from last. */
export function readFingerprints(): Record<string, string> {
  return existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')) as Record<string, string>) : {};
}

export function writeFingerprints(fingerprints: Record<string, string>): void {
  writeIfChanged(record, JSON.stringify(fingerprints, null, 2));
}
