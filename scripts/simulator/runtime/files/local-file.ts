/** What is known of a picture or a video without looking inside. */
export type Measures = { width?: number; height?: number; duration?: number };

/** One file of the phone. A folder has no content. */
export type LocalFile = {
  content: Uint8Array<ArrayBuffer> | undefined;
  type: string;
  modifiedAt: number;
  measures: Measures;
};

const types: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  aac: 'audio/aac',
  m4a: 'audio/mp4',
  wav: 'audio/wav',
  pdf: 'application/pdf',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json',
};

/** The part of a path behind its last dot, in small letters; empty without one. */
export function extensionOf(path: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** The content type that a file's name promises. */
export function typeOf(path: string): string {
  return types[extensionOf(path)] ?? 'application/octet-stream';
}

/** The usual ending of a content type. */
export function extensionFor(type: string): string {
  const plain = type.split(';')[0]?.trim() ?? '';
  return Object.entries(types).find(([, known]) => known.startsWith(plain) && plain !== '')?.[0] ?? 'bin';
}
