import tcb from '@cloudbase/node-sdk';
import type {
  AgentDocument,
  ConversationDocument,
  FeedDocument,
  MessageDocument,
} from '../../cloudfunctions/common/protocol/documents';
import type { Reply } from '../../cloudfunctions/common/protocol/errors';

/** Or the SDK looks before every request for a host that is only there in Tencent's cloud, and each look outlives its test by far. */
process.env['TENCENTCLOUD'] = 'true';

/** What a function answers, with whatever a test expects in it. */
export type Answer = Reply<Record<string, unknown>>;

/** Somebody with a phone: calls functions as the mini-program would. */
export interface Person {
  token: string;
  /** The answer of the function; throws when there is none. */
  call(fn: string, action: string, params?: object): Promise<Answer>;
  /** The data of a successful answer; throws on any other. */
  ask(fn: string, action: string, params?: object): Promise<Record<string, unknown>>;
}

/** Signs somebody in to a local cloud. */
export async function person(url: string, openid: string): Promise<Person> {
  const { access_token: token } = (await post(`${url}/local/login`, { openid })) as { access_token: string };

  async function call(fn: string, action: string, params: object = {}): Promise<Answer> {
    const { data, code, message } = (await post(`${url}/web`, {
      action: 'functions.invokeFunction',
      function_name: fn,
      request_data: JSON.stringify({ action, ...params }),
      access_token: token,
    })) as { data?: { response_data: string }; code?: string; message?: string };
    if (!data) throw new Error(`${fn}.${action}: ${code} ${message}`);
    return JSON.parse(data.response_data) as Answer;
  }

  async function ask(fn: string, action: string, params?: object): Promise<Record<string, unknown>> {
    const answer = await call(fn, action, params);
    if (!answer.ok) throw new Error(`${fn}.${action}: ${answer.code} ${answer.message}`);
    return answer.data;
  }

  return { token, call, ask };
}

/** Signs several in, in the order in which they are named. */
export const persons = <const Ids extends readonly string[]>(url: string, ...openids: Ids) =>
  Promise.all(openids.map((openid) => person(url, openid))) as Promise<{ -readonly [I in keyof Ids]: Person }>;

/** Posts JSON and reads JSON; fails when the connection does. */
export async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

/** The admin's view of what is stored, through the official SDK. */
export function records(url: string) {
  const database = tcb
    .init({ env: 'local', secretId: 'test', secretKey: 'test', serviceUrl: `${url}/admin` })
    .database();
  const find = async (name: string, filter: object, sort = '_id') => {
    const { data } = await database.collection(name).where(filter).orderBy(sort, 'asc').limit(1000).get();
    return data as unknown[];
  };
  return {
    find,
    /** Changes what is stored, as an admin can in the console. */
    change: async (name: string, filter: object, changes: object) =>
      void (await database.collection(name).where(filter).update(changes)),
    remove: async (name: string, filter: object) => void (await database.collection(name).where(filter).remove()),
    messages: async (conversationId: string) =>
      (await find('messages', { conversationId }, 'seq')) as MessageDocument[],
    feed: async (conversationId: string) => (await find('feed', { conversationId }, 'at')) as FeedDocument[],
    /** Conversations that an agent has a place for. */
    holding: async (_id = 'agent-1') => ((await find('agents', { _id }))[0] as AgentDocument | undefined)?.holding,
    conversation: async (_id: string) => (await find('conversations', { _id }))[0] as ConversationDocument,
  };
}

/** Asked so often, a function that says it was too fast has had time enough. */
const MOST_TRIES = 50;

/** The same person, who asks again when told that it was too fast. */
export const patient = (who: Person): Person => ({
  ...who,
  async call(fn, action, params) {
    let answer = await who.call(fn, action, params);
    for (let tries = 1; tries < MOST_TRIES && !answer.ok && answer.code === 'TOO_FAST'; tries += 1)
      answer = await who.call(fn, action, params);
    return answer;
  },
});
