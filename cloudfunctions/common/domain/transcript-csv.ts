import type { ChainedLine } from './transcript';
import { transcriptWords, type Language } from './transcript-words';

/** Spreadsheets take what begins like this for a formula (owasp.org/www-community/attacks/CSV_Injection). */
const LIKE_A_FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** An apostrophe more makes it a text, and can be taken away again. */
const harmless = (value: string): string => (LIKE_A_FORMULA.test(value) ? `'${value}` : value);
const asItWas = (value: string): string =>
  value.startsWith("'") && LIKE_A_FORMULA.test(value) ? value.slice(1) : value;

const quoted = (value: string): string => `"${harmless(value).replaceAll('"', '""')}"`;

const BOM = '\uFEFF';

/** The lines as a spreadsheet reads them: UTF-8 that says so, and no text that is taken for a formula. */
export function csvOf(lines: readonly ChainedLine[], language: Language): string {
  const { columns, hash } = transcriptWords[language];
  const rows = [[...columns, hash], ...lines.map((one) => [...one.line, one.hash])];
  return BOM + rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

export function readCsv(content: string): ChainedLine[] {
  const [, ...rows] = rowsOf(content.startsWith(BOM) ? content.slice(1) : content);
  return rows.map((row) => ({ line: row.slice(0, -1), hash: row.at(-1) ?? '' }));
}

/** Fields in quotation marks, or as some programs leave them, without. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

function rowsOf(content: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < content.length) {
    const match = FIELD.exec(content);
    if (!match) throw new Error('This is no CSV file.');
    row.push(asItWas(match[1]?.replaceAll('""', '"') ?? match[2] ?? ''));
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
