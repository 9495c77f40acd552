import { columns, type ChainedLine } from './transcript';
import type { Header, Seal } from './transcript-seal';

/** One file of a transcript. */
export type Transcript = { header: Header; lines: readonly ChainedLine[]; seal: Seal };

type Written = Record<(typeof columns)[number] | 'hash', string>;

const written = ({ line, hash }: ChainedLine): Written =>
  ({ ...Object.fromEntries(columns.map((column, index) => [column, line[index] ?? ''])), hash }) as Written;

/** The transcript as JSON: what is shown elsewhere in columns stands here under their names. */
export const jsonOf = ({ header, lines, seal }: Transcript): string =>
  `${JSON.stringify({ header, seal, messages: lines.map(written) }, null, 1)}\n`;
