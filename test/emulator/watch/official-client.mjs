import { createRequire } from 'node:module';
import { stderr, stdout } from 'node:process';

/** The official web SDK, unmodified, watching its user's feed; each thing that happens is a line of JSON. */
const require = createRequire(import.meta.url);
const cloudbase = require('@cloudbase/js-sdk');
const { WebSocket } = require('ws');
const url = process.argv[2] ?? '';

console.log = console.info = console.warn = console.error = (...words) => stderr.write(`${words.join(' ')}\n`);
const tell = (fact) => stdout.write(`${JSON.stringify(fact)}\n`);

cloudbase.useAdapters({
  runtime: 'node',
  isMatch: () => true,
  genAdapter: () => ({ root: {}, reqClass: Requests, wsClass: WebSocket, localStorage: memory() }),
});
const app = cloudbase.init({ env: 'local' });
app.registerHost(new URL(url).host, 'http');
const { user } = await app.auth({ persistence: 'none' }).signInAnonymously();
tell({ signedIn: user.uid });
app
  .database()
  .collection('feed')
  .where({ to: user.uid })
  .watch({
    onChange: ({ docs, docChanges }) => tell({ docs, changes: docChanges.map((change) => change.dataType) }),
    onError: (error) => tell({ error: String(error) }),
  });

function Requests() {
  this.get = ({ url, headers }) => send(url, { headers });
  this.post = ({ url, data, headers }) => send(url, { method: 'POST', headers, body: JSON.stringify(data ?? {}) });
  this.fetch = async ({ url, ...init }) => {
    const response = await fetch(url, init);
    return { data: response.json(), statusCode: response.status, header: response.headers };
  };
}

async function send(path, { headers, ...init }) {
  const response = await fetch(new URL(path, url), {
    ...init,
    headers: { ...headers, 'content-type': 'application/json' },
  });
  return { data: await response.json(), statusCode: response.status, header: response.headers };
}

function memory() {
  const items = new Map();
  return {
    mode: 'sync',
    setItem: (key, value) => items.set(key, value),
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => items.delete(key),
    clear: () => items.clear(),
  };
}
