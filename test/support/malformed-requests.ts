import fc from 'fast-check';

/** A request that is wrong in some way. Where nothing is `surely` wrong, it may by chance be one that can be served. */
export type Malformed = { method: string; path: string; body: string; surely: boolean };

/** Stands for the token of somebody who is signed in. */
export const ACCESS_TOKEN = '<access token>';

const actions = (
  'addCollection insertDocument getDocument calculateDocument modifyDocument modifyAndReturnDoc ' +
  'removeDocument aggregateDocuments addDocument queryDocument countDocument updateDocument ' +
  'deleteDocument aggregate startTransaction commitTransaction abortTransaction getInTransaction ' +
  'insertDocInTransaction updateDocInTransaction deleteDocInTransaction'
)
  .split(' ')
  .map((name) => `database.${name}`);
const otherActions = (
  'functions.invokeFunction auth.wsWebSign storage.getUploadMetadata storage.batchGetDownloadUrl ' +
  'storage.batchDeleteFile storage.batchCopyFile storage.getFileAuthority'
).split(' ');
const fields = (
  'query data order limit offset projection stages transactionId _id multi merge upsert ' +
  'function_name request_data path file_list fileid_list sessionToken queryType'
).split(' ');

/** Values that look like the right ones until somebody looks closer. */
const nearMisses = fc.constantFrom<unknown>(
  '{"a":{"$in":1}}',
  '{"$where":"1"}',
  '{"$and":{}}',
  '{"$or":[null]}',
  '{"a":{"$regex":"("}}',
  '{"$set":{"a.$[].b":1}}',
  '{"$inc":{"n":"x"}}',
  '{"$push":{"a":{"$each":1}}}',
  '{"a":{"$date":"never"}}',
  '{"a":{"$numberLong":"x"}}',
  '{"a":{"$tcb_server_date":7}}',
  '{"_id":{"$oid":1}}',
  '{"__proto__":{"x":1}}',
  '{"a":'.repeat(200) + '1' + '}'.repeat(200),
  [{ stageKey: '$group', stageValue: '{}' }],
  [{ stageKey: '$lookup', stageValue: '{"from":1}' }],
  [{ stageKey: '$project', stageValue: '{"a":{"$add":["$a"]}}' }],
  [{ stageKey: '$bucket', stageValue: '{"boundaries":[2,1]}' }],
  [{ stageKey: '$facet', stageValue: '{"a":1}' }],
  [{ fileid: null, max_age: 'x' }],
  [null],
  -1,
  1e308,
);
const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  nearMisses,
);

const brokenJson = fc
  .oneof(
    fc.json().map((text) => text.slice(0, -1)),
    fc.string({ minLength: 1, unit: 'binary' }),
    fc.constantFrom('{', '{"action":}', '\u0000', '{"a":1}}', 'undefined'),
  )
  .filter((text) => text.trim() !== '' && !isJson(text));
const notAnObject = fc
  .oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null))
  .map((value) => JSON.stringify(value));
const unknownAction = fc
  .oneof(
    fc.string(),
    fc.jsonValue(),
    fc.constantFrom('__proto__', 'constructor', 'database.', 'database.dropCollection'),
  )
  .map((action) => JSON.stringify({ action }));
const wrongTypes = fc
  .record({
    action: fc.constantFrom(...actions, ...otherActions),
    collectionName: fc.oneof(fc.constant('log'), anyValue),
    rest: fc.dictionary(fc.constantFrom(...fields), anyValue),
  })
  .map(({ rest, ...body }) => JSON.stringify({ access_token: ACCESS_TOKEN, ...rest, ...body }));
const neverRight = fc.dictionary(
  fc.constantFrom('openid', 'appid', 'target', 'kind', 'rate', 'offsetMs', 'name', 'count'),
  fc.oneof(fc.boolean(), fc.array(fc.integer()), fc.constant({})),
  { minKeys: 1 },
);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function posted(path: fc.Arbitrary<string>, bodies: fc.Arbitrary<string>, surely: boolean): fc.Arbitrary<Malformed> {
  return fc.record({ method: fc.constant('POST'), path, body: bodies, surely: fc.constant(surely) });
}

const wire = (path: string) => {
  const at = fc.constant(path);
  return fc.oneof(posted(at, fc.oneof(brokenJson, notAnObject), true), posted(at, unknownAction, true), {
    arbitrary: posted(at, wrongTypes, false),
    weight: 4,
  });
};

const authPaths = fc.constantFrom('/auth/v1/token', '/auth/v1/user/me', '/auth/v1/signin/anonymously', '/auth/v2/none');
const localPaths = fc
  .constantFrom('login', 'faults', 'clock', 'timers/run', 'subscriptions', 'none')
  .map((name) => `/local/${name}`);
const restPaths = fc.oneof(
  fc
    .constantFrom('get-objects-upload-info', 'get-objects-download-info', 'delete-objects', 'copy-objects', 'none')
    .map((name) => `/v1/storages/${name}`),
  fc
    .constantFrom('collections/log/documents', 'collections/log/documents/remove', 'collections/none', 'transactions')
    .map((name) => `/v1/database/instances/(default)/databases/(default)/${name}`),
  fc.webPath().map((path) => `/v1${path}`),
  fc.constantFrom('/v1/functions/none', '/v1/functions/%ff', '/v1/'),
);
const anyMethod = fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'PATCH');

/** The endpoints of the local cloud, and what is sent to each. */
export const endpoints: Record<string, fc.Arbitrary<Malformed>> = {
  '/admin': wire('/admin'),
  '/web': wire('/web'),
  '/auth': posted(
    authPaths,
    fc.oneof(
      brokenJson,
      notAnObject,
      neverRight.map((body) => JSON.stringify(body)),
    ),
    false,
  ),
  '/local': posted(
    localPaths,
    fc.oneof(
      brokenJson,
      notAnObject,
      neverRight.map((body) => JSON.stringify(body)),
    ),
    true,
  ),
  '/v1': posted(
    restPaths,
    fc.oneof(
      brokenJson,
      anyValue.map((value) => JSON.stringify(value)),
    ),
    false,
  ),
  '/storage': fc.record({
    method: anyMethod,
    path: fc.webPath().map((path) => `/storage/${path}`),
    body: fc.string({ unit: 'binary' }),
    surely: fc.constant(true),
  }),
  pages: fc.record({
    method: anyMethod,
    path: fc
      .oneof(fc.webPath(), fc.constantFrom('/../../etc/passwd', '/%2e%2e/x', '/%', '/customer/%00'))
      .map((path) => `/none${path}`),
    body: fc.constant(''),
    surely: fc.constant(true),
  }),
};

/** Frames for the socket: text that is no frame, frames of wrong types, bytes that are no text. */
export const frames: fc.Arbitrary<string | Buffer> = fc.oneof(
  brokenJson,
  notAnObject,
  fc
    .record({
      requestId: anyValue,
      watchId: anyValue,
      msgType: fc.oneof(
        fc.constantFrom('LOGIN', 'INIT_WATCH', 'REBUILD_WATCH', 'CHECK_LAST', 'CLOSE_WATCH', 'toString'),
        anyValue,
      ),
      msgData: fc.oneof(
        anyValue,
        fc.dictionary(fc.constantFrom('collName', 'query', 'orderBy', 'limit', 'queryID', 'eventID'), anyValue),
      ),
      exMsgData: anyValue,
    })
    .map((frame) => JSON.stringify(frame)),
  fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);
