import { command, conversations } from '../cloud/db';
import type { CustomerDocument } from '../protocol/documents';

/** Whether anything of a customer must be kept. */
export const isHeld = async ({ _id, hold }: CustomerDocument): Promise<boolean> =>
  hold !== undefined || (await conversations.count({ customerId: _id, 'hold.at': command.gt(0) })) > 0;
