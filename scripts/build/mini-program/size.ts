import type { Files } from './collect';
import { appNames, type AppName } from './layout';

/** A mini-program is larger than what people should have to load before it opens. */
export class TooLargeError extends Error {}

/** The most that all files of a mini-program may hold, uncompressed. */
const LIMITS: Record<AppName, number> = { customer: 600_000, agent: 1_200_000 };

/** What is smaller than this in every app is told as one. */
const WORTH_A_LINE = 3000;

const TDESIGN = /^\/miniprogram_npm\/tdesign-miniprogram\/([^/]+)\//;
const PACKAGE = /^\/miniprogram_npm\/([^/]+)\//;

/** The part of the app that a file is counted in. */
export function partOf(path: string): string {
  const [, component] = TDESIGN.exec(path) ?? [];
  if (component) return `TDesign ${component === 'miniprogram_npm' ? 'packages' : component}`;
  const [, name] = PACKAGE.exec(path) ?? [];
  if (name) return name;
  if (/\.(png|jpe?g|gif|svg|webp)$/.test(path)) return 'images';
  const [, folder = '', inside = ''] = path.split('/');
  if (!path.slice(1).includes('/')) return 'app';
  return folder === 'shared' && !inside.includes('.') ? `shared ${inside}` : folder;
}

export function totalBytes(files: Files): number {
  return [...files.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0);
}

/** What fills the apps, the largest part first, in kB. */
export function sizeTable(apps: Record<AppName, Files>): string {
  const sizes = appNames.map((app) => bytesByPart(apps[app]));
  const names = [...new Set(sizes.flatMap((parts) => [...parts.keys()]))];
  const rows = names.map((name) => ({ name, bytes: sizes.map((parts) => parts.get(name) ?? 0) }));
  const large = rows.filter(isLarge).sort((a, b) => Math.max(...b.bytes) - Math.max(...a.bytes));
  const small = rows.filter((row) => !isLarge(row)).map(({ bytes }) => bytes);
  const sums = appNames.map((app) => totalBytes(apps[app]));
  const lines = [...large, { name: 'others', bytes: added(small) }, { name: 'together', bytes: sums }].map(line);
  return [cells('kB, uncompressed', [...appNames]), ...lines].join('\n');
}

/** Throws, with a sentence that says what to do, when an app is too large. */
export function checkSize(app: AppName, files: Files): void {
  const [bytes, limit] = [totalBytes(files), LIMITS[app]];
  if (bytes <= limit) return;
  throw new TooLargeError(
    `dist/${app} would be ${kilobytes(bytes)} kB, and may be ${kilobytes(limit)}: ` +
      'take something out of its largest parts in the table above, most often a TDesign component that few pages use.',
  );
}

type Row = { name: string; bytes: number[] };

const isLarge = ({ bytes }: Row): boolean => Math.max(...bytes) >= WORTH_A_LINE;

function bytesByPart(files: Files): Map<string, number> {
  const parts = new Map<string, number>();
  for (const [path, content] of files) {
    const part = partOf(path);
    parts.set(part, (parts.get(part) ?? 0) + Buffer.byteLength(content));
  }
  return parts;
}

const added = (rows: number[][]): number[] =>
  appNames.map((_, app) => rows.reduce((sum, row) => sum + (row[app] ?? 0), 0));

const line = ({ name, bytes }: Row): string => cells(name, bytes.map(kilobytes));

const cells = (name: string, columns: string[]): string =>
  name.padEnd(24) + columns.map((column) => column.padStart(9)).join('');

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);
