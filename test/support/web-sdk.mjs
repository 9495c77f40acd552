import { createRequire } from 'node:module';
import { stderr, stdout } from 'node:process';

/** The official web SDK, unmodified, in Node: what it needs of a browser, and an app that is signed in to a cloud. */
const require = createRequire(import.meta.url);
const cloudbase = require('@cloudbase/js-sdk');
const { WebSocket } = require('ws');

console.log = console.info = console.warn = console.error = (...words) => stderr.write(`${words.join(' ')}\n`);

/** One line of JSON to whoever started this process. */
export const tell = (fact) => stdout.write(`${JSON.stringify(fact)}\n`);

export async function signedInApp(url, endPointMode) {
  cloudbase.useAdapters({
    runtime: 'node',
    isMatch: () => true,
    genAdapter: () => ({ root: {}, reqClass: requests(url), wsClass: WebSocket, localStorage: memory() }),
  });
  const app = cloudbase.init({ env: 'local', endPointMode });
  app.registerHost(new URL(url).host, 'http');
  await app.auth({ persistence: 'none' }).signInAnonymously();
  return app;
}

function requests(base) {
  const send = async (url, { headers, ...init }) => {
    const response = await fetch(new URL(url, base), {
      ...init,
      headers: { ...headers, 'content-type': 'application/json' },
    });
    return { data: await response.json(), statusCode: response.status, header: response.headers };
  };
  return function Requests() {
    this.get = ({ url, headers }) => send(url, { headers });
    this.post = ({ url, data, headers }) => send(url, { method: 'POST', headers, body: JSON.stringify(data ?? {}) });
    this.upload = async ({ url, file, data, method = 'put', headers }) => {
      const body = method === 'put' ? file : formOf(data, file);
      const response = await fetch(url, { method: method.toUpperCase(), headers, body });
      return { data: await response.text(), statusCode: response.status };
    };
    this.download = async ({ url }) => ({ fileContent: await (await fetch(url)).text() });
    this.fetch = async ({ url, ...init }) => {
      const response = await fetch(url, init);
      if (!response.ok) throw await response.json();
      return { data: response.json(), statusCode: response.status, header: response.headers };
    };
  };
}

function formOf(fields, file) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  return form;
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
