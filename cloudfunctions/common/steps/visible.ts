import type { Caller } from '../cloud/serve';
import { asSeen } from '../domain/entries';
import type { Message } from '../protocol/documents';
import { isBy } from './message-id';

/** A message as the caller sees it: what was taken back or withheld, only those who look after everything read. */
export const visibleTo =
  ({ scope, to }: Pick<Caller, 'scope' | 'to'>) =>
  (message: Message): Message =>
    scope === 'all' ? message : asSeen(message, isBy(message, to));
