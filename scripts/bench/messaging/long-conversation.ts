import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { encrypt } from '../../../cloudfunctions/common/cloud/cipher';
import type { MessageDocument, StreamKey } from '../../../cloudfunctions/common/protocol/documents';
import { person, records } from './people';

const BATCH = 500;

/** The last ones are sent as people do, the ones before are written straight into the record. */
const SENT = 10;
const PACE_MS = 40;

export type Filled = { openid: string; conversationId: string; name: string; count: number; lastText: string };

/** Opens a conversation of a new customer and fills it with so many messages. */
export async function fillConversation(url: string, openid: string, name: string, count: number): Promise<Filled> {
  const customer = await person(url, openid);
  await customer.ask('customer', 'profile', { name });
  const opened = await customer.ask('conversation', 'open');
  const [id, keys] = [String(opened['conversationId']), opened['keys'] as StreamKey[]];
  await writeStraight(url, id, keys, count - SENT);
  for (let seq = count - SENT + 1; seq <= count; seq += 1) {
    const body = { text: textOf(name, seq) };
    await customer.ask('message', 'send', { conversationId: id, clientId: randomUUID(), kind: 'text', body });
    await sleep(PACE_MS);
  }
  return { openid, conversationId: id, name, count, lastText: textOf(name, count) };
}

const textOf = (name: string, seq: number): string => `${name}的第 ${seq} 条消息。`;

/** Fills up to this seq after what is there, and has the conversation go on from it. */
async function writeStraight(url: string, id: string, keys: StreamKey[], last: number): Promise<void> {
  const database = records(url);
  const conversations = database.collection('conversations');
  const [conversation] = (await conversations.where({ _id: id }).get()).data as {
    lastSeq: number;
    customerId: string;
  }[];
  const { lastSeq = 0, customerId = '' } = conversation ?? {};
  const seqs = Array.from({ length: last - lastSeq }, (_, index) => lastSeq + 1 + index);
  for (let first = 0; first < seqs.length; first += BATCH) {
    const documents = seqs.slice(first, first + BATCH).map((seq) => messageAt(id, customerId, keys, seq));
    await database.collection('messages').add(documents);
  }
  await conversations.where({ _id: id }).update({ lastSeq: last, keptSeq: last, recent: database.command.set([]) });
}

function messageAt(conversationId: string, customerId: string, keys: StreamKey[], seq: number): MessageDocument {
  const _id = `${conversationId}-${seq}`;
  const body = encrypt(keys, JSON.stringify({ text: textOf('早', seq) }), _id);
  const from = { role: 'customer' as const, id: customerId };
  return {
    _id,
    conversationId,
    clientId: _id,
    seq,
    from,
    kind: 'text',
    body,
    sentAt: 1_790_000_000_000 + seq,
    terms: [],
  };
}
