import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg } from 'node:os';
import { format } from 'prettier';

/** One measured comparison, of times if nothing else is said; `goal` is the most that the ratio may be. */
export type Row = { what: string; ours: number; theirs: number; against: string; goal: number; unit?: Unit };

type Unit = 'B' | 'calls' | 'conversations' | 'documents' | 'entries';

const FILE = 'docs/benchmarks.md';
const TITLE =
  '# Benchmarks\n\nEach section was written by the command in it; run the command to measure your own machine.\n';

/** Prints the rows and puts them, with remarks and a table of details, into the section of this bench in docs/benchmarks.md. */
export async function report(name: string, rows: Row[], remarks: string[], details: string[][] = []): Promise<void> {
  const lines = rows.map(lineOf);
  for (const line of [...[...lines, ...details].map((cells) => cells.join('  ')), ...remarks]) console.log(line);
  const section = [
    `## ${name}`,
    `\`npm run bench -- ${name}\`, ${new Date().toISOString().slice(0, 10)}, ${machine()}`,
    table([['what', 'ours', 'against', 'theirs', 'ratio', 'goal', ''], ...lines]),
    ...remarks.map((remark) => `- ${remark}`),
    ...(details.length > 0 ? [table(details)] : []),
  ];
  await putSection(name, section.join('\n\n'));
}

function lineOf({ what, ours, theirs, against, goal, unit }: Row): string[] {
  const ratio = ours / theirs;
  const amount = (value: number) => (unit ? `${Number(value.toFixed(2))} ${unit}` : ms(value));
  return [
    what,
    amount(ours),
    against,
    amount(theirs),
    `${ratio.toFixed(2)}×`,
    `≤ ${goal}×`,
    ratio <= goal ? 'met' : '**missed**',
  ];
}

/** Milliseconds with three digits that count. */
export function ms(value: number): string {
  return `${value.toPrecision(3)} ms`;
}

function machine(): string {
  const [load = 0] = loadavg();
  return `Node ${process.version}, ${availableParallelism()} cores ${cpus()[0]?.model.trim() ?? ''} (${arch()}), load ${load.toFixed(1)}`;
}

function table([head = [], ...rows]: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

async function putSection(name: string, section: string): Promise<void> {
  const [, ...sections] = (existsSync(FILE) ? readFileSync(FILE, 'utf8') : TITLE).split(/^(?=## )/m);
  const others = sections.filter((each) => !each.startsWith(`## ${name}\n`));
  const text = [TITLE, ...[...others, section].sort()].join('\n\n');
  writeFileSync(FILE, await format(text, { parser: 'markdown', printWidth: 120 }));
}
