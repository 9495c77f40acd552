import { expect, test } from '@jest/globals';
import { databaseCall } from '../../../scripts/emulator/gateway/rest-database';

const base = '/v1/database/instances/(default)/databases/(default)';
const call = (method: string, path: string, content: unknown = {}) =>
  databaseCall({ method, url: new URL(path.startsWith('/') ? path : `${base}/${path}`, 'http://local'), content });

test.each<[string, string, string, unknown, object]>([
  ['data without operators are set', 'PATCH', 'documents', { query: {}, data: { n: 1 } }, { data: { $set: { n: 1 } } }],
  [
    'operators stay',
    'PATCH',
    'documents',
    { query: {}, data: { $inc: { n: 1 } } },
    { data: { $inc: { n: 1 } }, merge: true },
  ],
  [
    'a replacement stays',
    'PATCH',
    'documents',
    { query: {}, data: { n: 1 }, replaceMode: true, upsert: true },
    { data: { n: 1 }, merge: false, upsert: true },
  ],
  ['the id is the rest of the path', 'GET', 'documents/a%2F%E5%AE%A2', {}, { query: { _id: 'a/客' } }],
  ['the path names the collection', 'GET', 'documents?collectionName=c&action=x', {}, { collectionName: 'notes' }],
  ['a transaction is named', 'POST', 'documents/remove', { query: {}, transactionId: 't' }, { transactionId: 't' }],
  ['count=true counts', 'GET', 'documents?count=true&query={}', {}, { action: 'database.calculateDocument' }],
  [
    'a stage may be text',
    'POST',
    'documents/aggregations',
    { pipeline: [{ $count: 'n' }] },
    { stages: [{ stageKey: '$count', stageValue: '"n"' }] },
  ],
])('%s', (_, method, path, content, body) => {
  expect(call(method, `collections/notes/${path}`, content).body).toMatchObject(body);
});

test.each<[string, string, unknown, string]>([
  ['PATCH', 'collections/notes/documents', { data: { n: 1 } }, 'INVALID_PARAM'],
  ['POST', 'collections/notes/documents/remove', {}, 'INVALID_PARAM'],
  ['POST', 'collections/notes/documents', [], 'INVALID_PARAM'],
  ['POST', 'collections/notes/documents/aggregations', { pipeline: '[]' }, 'INVALID_PARAM'],
  ['GET', 'collections/%E0%A4%A/documents', {}, 'INVALID_PARAM'],
  ['GET', 'collections', {}, 'RESOURCE_NOT_FOUND'],
  ['DELETE', 'collections/notes/documents', {}, 'RESOURCE_NOT_FOUND'],
  ['GET', '/v1/database/instances/other/databases/(default)/collections/notes/documents', {}, 'RESOURCE_NOT_FOUND'],
  ['POST', 'collections', { collectionName: 'more' }, 'DATABASE_PERMISSION_DENIED'],
  ['POST', 'transactions/t/rollback', {}, 'DATABASE_PERMISSION_DENIED'],
])('%s %s %j is refused', (method, path, content, code) => {
  expect(() => call(method, path, content)).toThrow(expect.objectContaining({ code }));
});

test('a document that is not there is an error', () => {
  const { answer } = call('GET', 'collections/notes/documents/x');
  expect(answer({ list: ['{"_id":"x","n":{"$numberInt":"1"}}'] })).toEqual({ _id: 'x', n: { $numberInt: '1' } });
  expect(() => answer({ list: [] })).toThrow(expect.objectContaining({ code: 'DOCUMENT_NOT_FOUND' }));
});
