import { command, customers } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';

/** Takes a consent back: it is asked for again before the next message. Which one it was, and when it ended, is kept. */
export async function withdraw(_input: unknown, { id, now }: Caller): Promise<null> {
  const consent = (await customers.get(id))?.consent;
  if (!consent) return null;
  const given = { _id: id, 'consent.version': consent.version };
  await customers.changeAll(given, {
    consent: command.remove(),
    withdrawn: command.set({ version: consent.version, at: now }),
  });
  return null;
}
