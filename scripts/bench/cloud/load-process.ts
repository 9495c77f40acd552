import { openDatabase } from '../../emulator/database/engine';
import { INDEXES, message } from './messages';

/** Fills a database in a process of its own, so that the measuring one finds it as after a start. */
const [folder = '', count = '0'] = process.argv.slice(2);
const BATCH = 5000;

const database = openDatabase({ folder, clock: Date, indexes: INDEXES });
for (let first = 0; first < Number(count); first += BATCH) {
  const size = Math.min(BATCH, Number(count) - first);
  await database.insert(
    'messages',
    Array.from({ length: size }, (_, n) => message(first + n)),
  );
}
await database.close();
process.send?.({ loaded: Number(count) });
