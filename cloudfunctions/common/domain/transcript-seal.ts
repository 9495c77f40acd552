import { sha256 } from './transcript';

/** What stands above the lines: what was asked for, by whom, when. Pairs of a label and a value, as they are shown. */
export type Header = [label: string, value: string][];

/** What a file of an export says of itself: its lines go on from `start`, are `count` and end with `head`. */
export type SealedPart = { exportId: string; volume: number; start: string; head: string; count: number };

/** A signature of the cloud, and the key to check it with; both base64. */
export type Signature = { publicKey: string; signature: string };

export type Seal = SealedPart & Signature;

export const headerHash = (header: Header): string => sha256(JSON.stringify(header));

/** What is signed: whoever changes the header or a line changes this. */
export const sealedText = (header: Header, { exportId, volume, start, head, count }: SealedPart): string =>
  ['kefu export 1', headerHash(header), exportId, volume, start, head, count].join('\n');
