import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../report';
import { load } from './loading';
import { measure } from './measure';
import { detailsOf, growthOf, remarksOf, rowsOf, type Measured } from './results';

/** `npm run bench -- search [messages] … [--phrases N]`: 100,000 and 1,000,000 messages and 20 phrases of each length and kind unless told. */
const words = process.argv.slice(2);
const place = words.indexOf('--phrases');
const each = place === -1 ? 20 : Number(words[place + 1]);
const sizes = (place === -1 ? words : words.toSpliced(place, 2)).map(Number);

const startedAt = Date.now();
const say = (text: string) => console.log(`${Math.round((Date.now() - startedAt) / 1000)} s: ${text}`);
const folder = mkdtempSync('dist/bench/data-');

async function measured(messages: number): Promise<Measured> {
  say(`${messages} messages are loaded`);
  const loaded = await load(join(folder, String(messages)), messages, each);
  const { entries, bytes } = loaded;
  try {
    return { messages, entries, bytes, samples: await measure(loaded.url, loaded.phrases, say) };
  } finally {
    await loaded.end();
    rmSync(join(folder, String(messages)), { recursive: true });
  }
}

try {
  const all: Measured[] = [];
  for (const size of sizes.length > 0 ? sizes : [100_000, 1_000_000]) all.push(await measured(size));
  const largest = all.at(-1);
  if (largest) await report('search', rowsOf(largest), [...remarksOf(largest), ...growthOf(all)], detailsOf(largest));
} finally {
  rmSync(folder, { recursive: true });
}
