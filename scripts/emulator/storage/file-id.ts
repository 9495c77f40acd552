import { CloudError } from '../contract';

/** How every fileID of this environment begins: its id and its bucket. */
const PREFIX = 'cloud://local.6c6f-local-1250000000/';
const MAX_PATH_BYTES = 850;

export function fileIdOf(path: string): string {
  return PREFIX + path;
}

/** The path that a fileID names, unless it is of another environment or can be none. */
export function pathOf(fileId: unknown): string | undefined {
  if (typeof fileId !== 'string' || !fileId.startsWith(PREFIX)) return undefined;
  const path = fileId.slice(PREFIX.length);
  return path !== '' && Buffer.byteLength(path) <= MAX_PATH_BYTES ? path : undefined;
}

/**
 * Refuses what the service does not take as the path of a file.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/storage/naming.html
 */
export function checkPath(path: unknown): string {
  if (typeof path !== 'string' || path === '') throw invalid('A path must be a non-empty text');
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) throw invalid(`A path has at most ${MAX_PATH_BYTES} bytes`);
  const names = path.split('/');
  if (names.includes('')) throw invalid('A path has no slash at its start or end, and no two together');
  if (names.includes('.') || names.includes('..')) throw invalid('A path has no "." or ".." among its names');
  if (hasControlCharacter(path)) throw invalid('A path has no control characters');
  return path;
}

function hasControlCharacter(path: string): boolean {
  return Array.from(path).some((character) => character < ' ' || character === '\u007F');
}

function invalid(message: string): CloudError {
  return new CloudError('INVALID_PARAM', `${message}.`);
}
