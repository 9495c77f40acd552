import { createHash } from 'node:crypto';
import type { Message } from '../protocol/documents';

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** A message's id follows from conversation, sender and clientId: a repeated attempt is the same message. */
export const messageIdOf = (conversationId: string, sender: string, clientId: string): string =>
  shortHash(`${conversationId}\n${sender}\n${clientId}`);

/** The clientId of what a step writes in somebody's name: the same whenever the step is repeated. */
export const clientIdOfStep = (step: string, seed: string): string => `${step}-${shortHash(seed)}`;

/** Whether somebody wrote a message, by the address it was written from. */
export const isBy = ({ messageId, conversationId, clientId }: Message, to: string): boolean =>
  messageIdOf(conversationId, to, clientId) === messageId;
