import process from 'node:process';
import { signedInApp, tell } from '../../support/web-sdk.mjs';

/** The main calls of the web SDK; tells what it saw, one line of JSON for each kind of call. */
const [url = '', endPointMode = ''] = process.argv.slice(2);
const app = await signedInApp(url, endPointMode);

const database = app.database();
const { command: _ } = database;
const notes = database.collection('notes');
const { id } = await notes.add({ n: 1, text: 'first' });
await notes.add({ n: 2, text: 'second' });
const updated = await notes.where({ n: 1 }).update({ n: 5, tags: ['x'] });
const set = await notes.doc('mine').set({ n: 9 });
const { data } = await notes
  .where({ n: _.gt(1) })
  .orderBy('n', 'desc')
  .field({ n: true, _id: false })
  .get();
const one = await notes.doc(id).get();
const { total } = await notes.where({ text: 'second' }).count();
const removed = await notes.where({ n: 2 }).remove();
const isOwn = one.data.every(({ _openid }) => typeof _openid === 'string');
tell({
  data,
  isOwn,
  total,
  tags: one.data[0]?.tags,
  updated: updated.updated,
  set: set.upsertedId,
  removed: removed.deleted,
});

const { result } = await app.callFunction({ name: 'greet', data: { name: 'Ann' } });
tell({ result });

const { fileID } = await app.uploadFile({ cloudPath: 'a/note.txt', filePath: new Blob(['hello']), method: 'put' });
const { fileContent } = await app.downloadFile({ fileID });
const { fileList } = await app.deleteFile({ fileList: [fileID] });
tell({ fileContent, deleted: fileList.map(({ code }) => code) });
process.exit();
