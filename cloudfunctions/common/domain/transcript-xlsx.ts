import writeXlsxFile from 'write-excel-file/node';
import { isNote, type ChainedLine } from './transcript';
import type { Transcript } from './transcript-json';
import type { Seal } from '../protocol/exports';
import { transcriptWords, type Language } from './transcript-words';

const WIDTHS = [7, 20, 14, 8, 14, 10, 60, 18, 24, 10, 24, 24];

/** The writer takes texts that name a member of every object, such as `constructor`, for others: those end with one more of these. */
const SHIELD = '\u200B';

const isShieldable = (text: string): boolean => Object.hasOwn(Object.prototype, text.replace(/\u200B+$/, ''));

const shielded = (text: string): string => (isShieldable(text) ? text + SHIELD : text);

/** A text as it was before it was written to a cell. */
export const unshielded = (text: string): string =>
  text.endsWith(SHIELD) && isShieldable(text) ? text.slice(0, -1) : text;

const bold = (text: string) => ({ value: shielded(text), type: String, fontWeight: 'bold' as const });
const cell = (text: string, backgroundColor?: string) => ({
  value: shielded(text),
  type: String,
  wrap: true,
  alignVertical: 'top' as const,
  ...(backgroundColor !== undefined && { backgroundColor }),
});

/** Behind what colleagues have noted among themselves. */
const NOTE_COLOUR = '#fff3d6';

/** The transcript as a workbook: the messages on one sheet, and on the other what proves them. */
export function xlsxOf({ header, lines, seal }: Transcript, language: Language): Promise<Buffer> {
  const { title, columns, hash, proof } = transcriptWords[language];
  const rows = lines.map(rowOf);
  return writeXlsxFile([
    {
      sheet: title,
      data: [[...columns, hash].map(bold), ...rows],
      columns: WIDTHS.map((width) => ({ width })),
      stickyRowsCount: 1,
    },
    {
      sheet: proof,
      data: [...header.map(([label, value]) => [bold(label), cell(value)]), [], ...sealRows(seal)],
      columns: [{ width: 20 }, { width: 100 }],
    },
  ]).toBuffer();
}

function rowOf({ line, hash }: ChainedLine) {
  const colour = isNote(line) ? NOTE_COLOUR : undefined;
  return [...line, hash].map((text) => cell(text, colour));
}

const sealRows = (seal: Seal) => Object.entries(seal).map(([name, value]) => [bold(name), cell(String(value))]);
