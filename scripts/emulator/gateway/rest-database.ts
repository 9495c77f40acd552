import { CloudError, type Plain } from '../contract';
import { hasOperators, isObject } from '../database/values';
import type { RestCall, RestRequest } from './rest';

/** What an address under `/v1/database` is asked for: the parts of its path, its search and its body. */
type Asked = { names: string[]; search: URLSearchParams; content: Plain };
type Route = { method: string; path: RegExp; call: (asked: Asked) => RestCall };

const DATABASE = /^\/v1\/database\/instances\/\(default\)\/databases\/\(default\)\/(.+)$/;
const DOCUMENTS = /^collections\/([^/]+)\/documents$/;

/**
 * The wire action for an address of the default database, as the web SDK calls it in its GATEWAY mode.
 * https://docs.cloudbase.net/http-api/nosql/nosql-restful-api
 */
export function databaseCall({ method, url, content }: RestRequest): RestCall {
  const path = DATABASE.exec(decodePath(url.pathname))?.[1] ?? '';
  const route = routes.find((each) => each.method === method && each.path.test(path));
  if (!route) throw new CloudError('RESOURCE_NOT_FOUND', `There is no ${method} ${url.pathname} here.`);
  if (!isObject(content)) throw new CloudError('INVALID_PARAM', 'The body is not a JSON object.');
  const [, ...names] = route.path.exec(path) ?? [];
  return { ...route.call({ names, search: url.searchParams, content }), failsByStatus: true };
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    throw new CloudError('INVALID_PARAM', `${pathname} is not written as an address.`);
  }
}

const routes: Route[] = [
  {
    method: 'GET',
    path: DOCUMENTS,
    call: (asked) => (asked.search.get('count') === 'true' ? count(asked) : list(asked)),
  },
  { method: 'GET', path: /^collections\/([^/]+)\/documents\/(.+)$/, call: document },
  { method: 'POST', path: DOCUMENTS, call: insert },
  { method: 'PATCH', path: DOCUMENTS, call: update },
  { method: 'POST', path: /^collections\/([^/]+)\/documents\/remove$/, call: remove },
  { method: 'POST', path: /^collections\/([^/]+)\/documents\/aggregations$/, call: aggregate },
  { method: 'POST', path: /^(collections|transactions|commands)$/, call: refuse },
  { method: 'POST', path: /^(transactions)\/[^/]+\/(commit|rollback)$/, call: refuse },
];

function list({ names: [collectionName], search }: Asked): RestCall {
  const query = Object.fromEntries(search);
  return {
    body: { ...query, action: 'database.getDocument', collectionName },
    answer: ({ list }) => ({ list: parsed(list) }),
  };
}

function document({ names: [collectionName, _id], search }: Asked): RestCall {
  const query = { ...Object.fromEntries(search), query: { _id } };
  return {
    body: { ...query, action: 'database.getDocument', collectionName },
    answer: ({ list }) => {
      const [found] = parsed(list);
      if (found === undefined) throw new CloudError('DOCUMENT_NOT_FOUND', `There is no document "${_id}".`);
      return found;
    },
  };
}

function count({ names: [collectionName], search }: Asked): RestCall {
  return same({ ...Object.fromEntries(search), action: 'database.calculateDocument', collectionName });
}

function insert({ names: [collectionName], content: { data, transactionId } }: Asked): RestCall {
  return same({ action: 'database.insertDocument', collectionName, data, transactionId });
}

/** Data without operators are fields to set, unless the whole document is to be replaced. */
function update({ names: [collectionName], content }: Asked): RestCall {
  const { data, multi, upsert, replaceMode, transactionId } = content;
  const replace = replaceMode === true;
  return same({
    action: 'database.modifyDocument',
    collectionName,
    query: requiredQuery(content),
    data: replace || hasOperators(data) ? data : { $set: data },
    multi,
    upsert,
    merge: !replace,
    transactionId,
  });
}

function remove({ names: [collectionName], content }: Asked): RestCall {
  const { multi, transactionId } = content;
  const query = requiredQuery(content);
  return same({ action: 'database.removeDocument', collectionName, query, multi, transactionId });
}

function requiredQuery({ query }: Plain): unknown {
  if (query !== undefined) return query;
  throw new CloudError('INVALID_PARAM', 'A change needs a query; {} is all documents.');
}

function aggregate({ names: [collectionName], content: { pipeline } }: Asked): RestCall {
  if (!Array.isArray(pipeline) || !pipeline.every(isObject))
    throw new CloudError('INVALID_PARAM', 'pipeline must be an array of stages.');
  const stages = pipeline
    .flatMap(Object.entries)
    .map(([stageKey, value]) => ({ stageKey, stageValue: JSON.stringify(value) }));
  return {
    body: { action: 'database.aggregateDocuments', collectionName, stages },
    answer: ({ list }) => ({ list: parsed(list) }),
  };
}

/** All who come to these addresses are clients. */
function refuse({ names: [what] }: Asked): RestCall {
  throw new CloudError('DATABASE_PERMISSION_DENIED', `Permission denied: ${what} are for functions, not for clients.`);
}

/** A call whose answer reads here as on the wire. */
function same(body: Plain): RestCall {
  return { body, answer: (data) => data };
}

/** Wire actions answer documents as Extended JSON text; here they are objects of it. */
function parsed(list: unknown): unknown[] {
  return (list as string[]).map((text) => JSON.parse(text) as unknown);
}
