import type { FileField } from './outgoing';

/** The files of a message on this phone, as far as they are here, and how much of them is uploaded. */
export type LocalMedia = { path?: string; cover?: string; original?: string; percent?: number };

/** Messages whose files are remembered. */
const REMEMBERED = 200;

const known = new Map<string, LocalMedia>();

/** Remembers for this run of the app where the files of an own message are, so that its picture stays the same one. */
export function rememberLocal(clientId: string, files: readonly { field: FileField; at: string }[]): LocalMedia {
  const media: LocalMedia = {};
  for (const { field, at } of files) media[field === 'file' ? 'path' : field] = at;
  known.delete(clientId);
  known.set(clientId, media);
  for (const oldest of known.keys()) if (known.size > REMEMBERED) known.delete(oldest);
  return media;
}

/** Where the files of an own message are on this phone; undefined when they are not. */
export const localMedia = (clientId: string): LocalMedia | undefined => known.get(clientId);
