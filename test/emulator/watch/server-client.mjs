import { createRequire } from 'node:module';
import { stderr, stdout } from 'node:process';

/** The official server SDK, unmodified, watching a collection; each thing that happens is a line of JSON. */
const require = createRequire(import.meta.url);
const tcb = require('@cloudbase/node-sdk');
globalThis.WebSocket = require('ws').WebSocket;
const url = process.argv[2] ?? '';

console.log = console.info = console.warn = console.error = (...words) => stderr.write(`${words.join(' ')}\n`);
const tell = (fact) => stdout.write(`${JSON.stringify(fact)}\n`);

const app = tcb.init({ env: 'local', secretId: 'local', secretKey: 'local', serviceUrl: `${url}/admin` });
app
  .database()
  .collection('secrets')
  .where({ kind: 'note' })
  .watch({
    onChange: ({ docs, docChanges }) => tell({ docs, changes: docChanges.map((change) => change.dataType) }),
    onError: (error) => tell({ error: String(error) }),
  });
