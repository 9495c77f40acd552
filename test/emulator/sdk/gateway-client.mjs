import process from 'node:process';
import { signedInApp, tell } from '../../support/web-sdk.mjs';

/** What the web SDK does in its own way in its default mode, GATEWAY; tells what it saw, one line of JSON for each kind of call. */
const [url = ''] = process.argv.slice(2);
const database = (await signedInApp(url)).database();
const { command: _, serverDate } = database;
const outcome = (call) => call.then(() => 'allowed').catch(({ code }) => code);

const notes = database.collection('drafts');
await notes.add([
  { n: 1, kind: 'a', at: new Date(5) },
  { n: 2, kind: 'b', at: new Date(5_000_000_000) },
  { n: 3, kind: 'a', at: serverDate() },
]);
const names = { n: true, _id: false };
const middle = await notes.orderBy('n', 'asc').skip(1).limit(1).field(names).get();
const early = await notes
  .where({ at: _.lte(new Date(5)) })
  .field(names)
  .get();
const dates = await notes
  .where({ at: _.gt(new Date(5)) })
  .orderBy('n', 'asc')
  .get();
tell({ middle: middle.data, early: early.data, dates: dates.data.map(({ at }) => at instanceof Date) });

const sums = await notes
  .aggregate()
  .match({ n: _.gte(1) })
  .group({ _id: '$kind', sum: { $sum: '$n' } })
  .sort({ _id: 1 })
  .end();
const unwound = await notes.aggregate().match({ n: 1 }).count('total').end();
tell({ sums: sums.data, total: unwound.data });

await notes.doc('mine').set({ a: 1 });
await notes.doc('mine').set({ b: { c: 2 } });
const mine = await notes
  .where({ _id: _.eq('mine') })
  .field({ a: true, b: true })
  .get();
const missing = await outcome(notes.where({ _id: _.eq('nobody') }).get());
tell({ mine: mine.data, missing });

const seen = [];
await new Promise((resolve, reject) => {
  const listener = notes.where({ kind: 'watched' }).watch({
    onError: reject,
    onChange({ docs }) {
      seen.push(docs.map(({ n }) => n));
      if (seen.length === 1) notes.add({ kind: 'watched', n: 7 }).catch(reject);
      else void Promise.resolve(listener.close()).then(resolve);
    },
  });
});
tell({ seen });

const diaries = database.collection('diaries');
const { id } = await diaries.add({ text: 'dear diary' });
const stranger = (await signedInApp(url)).database().collection('diaries');
const own = { _openid: '{openid}' };
tell({
  owner: (await diaries.where(own).count()).total,
  stranger: (await stranger.where(own).count()).total,
  updated: (await stranger.where({ ...own, _id: _.in([id]) }).update({ text: 'x' })).updated,
  read: await outcome(stranger.get()),
  update: await outcome(stranger.doc(id).update({ text: 'x' })),
  remove: await outcome(stranger.doc(id).remove()),
  set: await outcome(stranger.doc(id).set({ text: 'x' })),
  owned: await outcome(stranger.add({ text: 'x', _openid: 'somebody' })),
});

const secrets = database.collection('secrets');
tell({
  make: await outcome(database.collection('fixed').doc('new').set({ n: 1 })),
  get: await outcome(secrets.get()),
  one: await outcome(secrets.where({ _id: _.eq('x') }).get()),
  count: await outcome(secrets.count()),
  add: await outcome(secrets.add({ n: 1 })),
  aggregate: await outcome(secrets.aggregate().match({}).end()),
  createCollection: await outcome(database.createCollection('more')),
  transaction: await outcome(database.startTransaction()),
  commands: await outcome(database.runCommands({ commands: [{ find: 'drafts' }] })),
});
process.exit();
