import { createHash } from 'node:crypto';
import type { Message } from '../protocol/documents';

/** A message's id follows from conversation, sender and clientId: a repeated attempt is the same message. */
export const messageIdOf = (conversationId: string, sender: string, clientId: string): string =>
  createHash('sha256').update(`${conversationId}\n${sender}\n${clientId}`).digest('hex').slice(0, 32);

/** Whether somebody wrote a message, by the address it was written from. */
export const isBy = ({ messageId, conversationId, clientId }: Message, to: string): boolean =>
  messageIdOf(conversationId, to, clientId) === messageId;
