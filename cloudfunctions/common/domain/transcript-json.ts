import { columns, type ChainedLine } from './transcript';
import type { Seal } from '../protocol/exports';
import type { Header } from './transcript-seal';

/** One file of a transcript. */
export type Transcript = { header: Header; lines: ChainedLine[]; seal: Seal };

type Written = Record<(typeof columns)[number] | 'hash', string>;

const written = ({ line, hash }: ChainedLine): Written =>
  ({ ...Object.fromEntries(columns.map((column, index) => [column, line[index] ?? ''])), hash }) as Written;

const read = (message: Written): ChainedLine => ({
  line: columns.map((column) => message[column]),
  hash: message.hash,
});

/** The transcript as JSON: what is shown elsewhere in columns stands here under their names. */
export const jsonOf = ({ header, lines, seal }: Transcript): string =>
  `${JSON.stringify({ header, seal, messages: lines.map(written) }, null, 1)}\n`;

export function readJson(content: string): Transcript {
  const { header, seal, messages } = JSON.parse(content) as { header: Header; seal: Seal; messages: Written[] };
  return { header, seal, lines: messages.map(read) };
}
