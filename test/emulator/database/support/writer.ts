import { openDatabase } from '../../../../scripts/emulator/database/engine';

/** A process of its own that writes without end and prints the id of each document once it is acknowledged. */
const [folder = ''] = process.argv.slice(2);
const indexes = { log: [{ name: 'n', key: { n: 1 as const }, unique: true }] };
const database = openDatabase({ folder, clock: { now: () => Date.now() }, indexes });

async function write(lane: number): Promise<void> {
  for (let step = 0; ; step += 1) {
    const [id] = await database.insert('log', [{ n: `${process.pid}-${lane}-${step}` }]);
    await database.update('log', { _id: id }, { $set: { changed: true } }, { multi: false });
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all([0, 1, 2, 3].map(write));
