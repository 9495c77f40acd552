import { createRequire } from 'node:module';
import { stderr, stdout } from 'node:process';

/** The official web SDK, unmodified, in Node: uploads, reads and deletes a file; prints what it saw as one line of JSON. */
const require = createRequire(import.meta.url);
const cloudbase = require('@cloudbase/js-sdk');
const { WebSocket } = require('ws');
const [url = '', endPointMode = '', method = '', foreign = ''] = process.argv.slice(2);

console.log = console.info = console.warn = console.error = (...words) => stderr.write(`${words.join(' ')}\n`);

cloudbase.useAdapters({
  runtime: 'node',
  isMatch: () => true,
  genAdapter: () => ({ root: {}, reqClass: Requests, wsClass: WebSocket, localStorage: memory() }),
});
const app = cloudbase.init({ env: 'local', endPointMode });
app.registerHost(new URL(url).host, 'http');
await app.auth({ persistence: 'none' }).signInAnonymously();

const { fileID } = await app.uploadFile({ cloudPath: `web/${method} 图.txt`, filePath: new Blob(['你好']), method });
const { fileContent } = await app.downloadFile({ fileID });
const links = await app.getTempFileURL({ fileList: [fileID, foreign] });
const deleted = await app.deleteFile({ fileList: [fileID, foreign] });
const { result } = await app.callFunction({ name: 'echo', data: { text: '你好' } });
const codes = ({ fileList }) => fileList.map(({ code }) => code);
stdout.write(`${JSON.stringify({ fileID, fileContent, links: codes(links), deleted: codes(deleted), result })}\n`);
process.exit();

function Requests() {
  this.get = async ({ url, headers }) => answerOf(await send(url, { headers }));
  this.post = async ({ url, data, headers }) =>
    answerOf(await send(url, { method: 'POST', headers, body: JSON.stringify(data ?? {}) }));
  this.upload = async ({ url, file, data, method, headers }) => {
    const response = await fetch(url, { method, headers, body: method === 'put' ? file : formOf(data, file) });
    return { data: await response.text(), statusCode: response.status };
  };
  this.download = async ({ url }) => ({ fileContent: await (await fetch(url)).text() });
  this.fetch = async ({ url, ...init }) => {
    const response = await fetch(url, init);
    return { data: response.json(), statusCode: response.status, header: response.headers };
  };
}

function formOf(fields, file) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  return form;
}

function send(path, { headers, ...init }) {
  return fetch(new URL(path, url), { ...init, headers: { ...headers, 'content-type': 'application/json' } });
}

async function answerOf(response) {
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
