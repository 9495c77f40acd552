import { createHash } from 'node:crypto';

/** A message's id follows from conversation, sender and clientId: a repeated attempt is the same message. */
export const messageIdOf = (conversationId: string, sender: string, clientId: string): string =>
  createHash('sha256').update(`${conversationId}\n${sender}\n${clientId}`).digest('hex').slice(0, 32);
