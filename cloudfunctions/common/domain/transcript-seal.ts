import type { ExportVolume, SealedPart, Signature } from '../protocol/exports';
import { sha256 } from './transcript';

/** What stands above the lines: what was asked for, by whom, when. Pairs of a label and a value, as they are shown. */
export type Header = [label: string, value: string][];

/** A file of an export, byte by byte, as the list of all its files knows it. */
export type ListedFile = Omit<ExportVolume, 'fileId'>;

export type FileList = { header: Header; files: ListedFile[]; seal: { exportId: string } & Signature };

export const headerHash = (header: Header): string => sha256(JSON.stringify(header));

/** What is signed: whoever changes the header or a line changes this. */
export const sealedText = (header: Header, { exportId, volume, first, count, start, head }: SealedPart): string =>
  ['kefu export 1', headerHash(header), exportId, volume, first, count, start, head].join('\n');

/** What is signed of the list of all files. */
export const listedText = (header: Header, exportId: string, files: readonly ListedFile[]): string =>
  [
    'kefu export files 1',
    headerHash(header),
    exportId,
    ...files.map(({ name, size, sha256: hash, seal: { volume, first, count, start, head } }) =>
      [name, size, hash, volume, first, count, start, head].join(' '),
    ),
  ].join('\n');

/** The list as a file. */
export const listOf = (list: FileList): string => `${JSON.stringify(list, null, 1)}\n`;

/** What people compare: 16 characters that stand for a key. */
export const fingerprintOf = (publicKey: string): string =>
  (sha256(publicKey).slice(0, 16).toUpperCase().match(/.{4}/g) ?? []).join('-');
