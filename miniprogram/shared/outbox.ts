import type { Body } from '../../cloudfunctions/common/protocol/documents';
import { call } from './cloud';
import { failureCode, isRetryable, type FailureCode } from './failure';
import { backOff, Pause } from './pause';
import { randomName } from './random';
import { forget, store, storedUnder } from './storage';

/** A message on its way. `attempt` numbers the try that is under way or comes next. */
export type OutboxEntry = {
  clientId: string;
  conversationId: string;
  kind: 'text';
  body: Body;
  state: 'sending' | 'failed';
  attempt: number;
  createdAt: number;
  error?: FailureCode;
};

export type SendReply = { messageId: string; seq: number; sentAt: number };

/** `put`: is new or has changed. `gone`: was sent (then with the reply, if that came first) or discarded. */
export type OutboxEvent = { type: 'put'; entry: OutboxEntry } | { type: 'gone'; entry: OutboxEntry; reply?: SendReply };

/** Messages that the cloud has not acknowledged. They outlive the app and are sent in order, one at a time per conversation. */
export interface Outbox {
  entries(conversationId: string): OutboxEntry[];
  add(conversationId: string, body: Body, kind?: 'text'): OutboxEntry;
  resend(clientId: string): void;
  discard(clientId: string): void;
  /** The message was seen in the feed: it is saved, whatever became of the reply. */
  settle(clientId: string): void;
  subscribe(listener: (event: OutboxEvent) => void): () => void;
  close(): void;
}

/** Opens an account's outbox and takes up what the last run of the app left in it. */
export async function openOutbox(account: string): Promise<Outbox> {
  const run = await randomName();
  return createOutbox(`outbox/${account}/`, run);
}

function createOutbox(prefix: string, run: string): Outbox {
  const restored = storedUnder<OutboxEntry>(prefix).sort((a, b) => a.createdAt - b.createdAt);
  const entries = new Map(restored.map((entry) => [entry.clientId, entry]));
  const listeners = new Set<(event: OutboxEvent) => void>();
  const lanes = new Map<string, Promise<void>>();
  const pauses = new Map<string, Pause>();
  let minted = 0;
  let lastCreatedAt = restored[restored.length - 1]?.createdAt ?? 0;
  let isClosed = false;

  const tell = (event: OutboxEvent) => listeners.forEach((listener) => listener(event));

  function put(entry: OutboxEntry): void {
    entries.set(entry.clientId, entry);
    store(prefix + entry.clientId, entry);
    tell({ type: 'put', entry });
  }

  function drop(entry: OutboxEntry, reply?: SendReply): void {
    if (!entries.delete(entry.clientId)) return;
    forget(prefix + entry.clientId);
    pauses.get(entry.conversationId)?.end();
    tell({ type: 'gone', entry, ...(reply && { reply }) });
  }

  const of = (conversationId: string) =>
    [...entries.values()]
      .filter((entry) => entry.conversationId === conversationId)
      .sort((a, b) => a.createdAt - b.createdAt);

  const next = (conversationId: string) =>
    isClosed ? undefined : of(conversationId).find(({ state }) => state === 'sending');

  async function send(conversationId: string): Promise<void> {
    let failures = 0;
    for (let entry = next(conversationId); entry; entry = next(conversationId)) {
      failures = (await trySending(entry)) ? 0 : failures + 1;
      if (failures > 0 && next(conversationId)) await rest(conversationId, backOff(failures));
    }
    lanes.delete(conversationId);
  }

  async function trySending(entry: OutboxEntry): Promise<boolean> {
    const { clientId, conversationId, kind, body, attempt } = entry;
    try {
      drop(entry, await call('message', 'send', { conversationId, clientId, kind, body, attempt }));
      return true;
    } catch (error) {
      if (entries.get(clientId) !== entry) return true;
      if (isRetryable(error)) put({ ...entry, attempt: attempt + 1 });
      else put({ ...entry, state: 'failed', error: failureCode(error) });
      return !isRetryable(error);
    }
  }

  async function rest(conversationId: string, ms: number): Promise<void> {
    const waiting = new Pause(ms);
    pauses.set(conversationId, waiting);
    await waiting.over;
    pauses.delete(conversationId);
  }

  function start(conversationId: string): void {
    if (!lanes.has(conversationId)) lanes.set(conversationId, send(conversationId));
  }

  function retry({ error: _, ...entry }: OutboxEntry): void {
    put({ ...entry, state: 'sending', attempt: entry.attempt + 1 });
    start(entry.conversationId);
  }

  for (const entry of restored) if (entry.state === 'sending') retry(entry);

  return {
    entries: of,
    add(conversationId, body, kind = 'text') {
      lastCreatedAt = Math.max(Date.now(), lastCreatedAt + 1);
      minted += 1;
      const entry: OutboxEntry = {
        clientId: `${run}-${minted}`,
        conversationId,
        kind,
        body,
        state: 'sending',
        attempt: 1,
        createdAt: lastCreatedAt,
      };
      put(entry);
      start(conversationId);
      return entry;
    },
    resend(clientId) {
      const entry = entries.get(clientId);
      if (entry?.state === 'failed') retry(entry);
    },
    discard(clientId) {
      const entry = entries.get(clientId);
      if (entry) drop(entry);
    },
    settle(clientId) {
      const entry = entries.get(clientId);
      if (entry) drop(entry);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      isClosed = true;
      pauses.forEach((waiting) => waiting.end());
    },
  };
}
