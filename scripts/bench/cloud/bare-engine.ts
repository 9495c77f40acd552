import { open } from 'lmdb';
import { join } from 'node:path';
import type { Message } from './messages';

/** The storage engine alone, used as its documentation says: a document, its two index entries, one commit. */
export function openBareEngine(folder: string) {
  const root = open({ path: join(folder, 'bare.mdb'), noSubdir: true, overlappingSync: false });
  const documents = root.openDB<Message, number>('documents', {});
  const byConversation = root.openDB<number, [string, number]>('byConversation', {});
  const byId = root.openDB<number, string>('byId', {});
  let record = 0;

  return {
    async insert(document: Message): Promise<void> {
      record += 1;
      await Promise.all([
        documents.put(record, document),
        byConversation.put([document.conversationId, document.seq], record),
        byId.put(document._id, record),
      ]);
    },
    last20(conversationId: string): (Message | undefined)[] {
      const range = { start: [conversationId, Infinity], end: [conversationId, 0], reverse: true, limit: 20 };
      return [...byConversation.getRange(range as never)].map(({ value }) => documents.get(value));
    },
    close: () => root.close(),
  };
}
