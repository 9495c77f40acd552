import { readFileSync } from 'node:fs';
import path from 'node:path';
import { verifyFiles, type Fault, type Verdict } from './verify';

const SENTENCES: Record<Fault['kind'], string> = {
  changed: 'was changed',
  missing: 'is missing',
  moved: 'is not in its place',
  inserted: 'was inserted',
  unreadable: 'The file is no export, or what it is made of is damaged.',
  header: 'What stands above the messages was changed.',
  signature: 'The signature does not fit what the file says.',
  otherKey: 'It was signed with another key than the one you named.',
  frame: 'The messages are as they were written, but the page around them is not: do not trust what else it shows.',
  bytes: 'The file is not, byte by byte, the one in the list.',
  list: 'The list of files was changed.',
  unlisted: 'The list of files does not know it.',
  lostFile: 'It belongs to the export, and was not given.',
};

const told = (fault: Fault): string =>
  'place' in fault ? `Message ${fault.place} ${SENTENCES[fault.kind]}.` : SENTENCES[fault.kind];

function tell({ name, messages, faults, key, isListed }: Verdict): void {
  const [fault] = faults;
  if (fault) return console.log(`✗ ${name}: ${faults.map(told).join(' ')}`);
  const signed = key === undefined ? 'nothing in it says who made it: give the list of files too' : `signed by ${key}`;
  console.log(`✓ ${name}: ${messages} messages, ${signed}${isListed ? ', in the list' : ''}`);
}

const [knownKey = '', ...files] = process.argv.slice(2);
const given = files.map((file) => ({ name: path.basename(file), content: readFileSync(file) }));
const verdicts = verifyFiles(given, knownKey || undefined);
verdicts.forEach(tell);
if (verdicts.some(({ key }) => key !== undefined) && !knownKey)
  console.log('Compare the key with the one that the page 导出 (Exports) shows, or name it with --key.');
process.exit(verdicts.some(({ faults }) => faults.length > 0) ? 1 : 0);
