import { AppError } from '../common/protocol/errors';
import { INVITE_TRIES, INVITE_TRIES_MS } from '../common/protocol/limits';
import { command, inviteTries } from '../common/cloud/db';

/** Counts before the code is looked at, so that trying many at once helps nobody. Refuses who has tried too often. */
export async function countTry(to: string, now: number): Promise<void> {
  const isCounted =
    (await goOn(to, now)) || (await beginAgain(to, now)) || (await begin(to, now)) || (await goOn(to, now));
  if (!isCounted) throw new AppError('TOO_FAST');
}

const goOn = async (_id: string, now: number): Promise<boolean> =>
  (await inviteTries.changeAll(
    { _id, since: command.gt(now - INVITE_TRIES_MS), count: command.lt(INVITE_TRIES) },
    { count: command.inc(1) },
  )) > 0;

const beginAgain = async (_id: string, now: number): Promise<boolean> =>
  (await inviteTries.changeAll({ _id, since: command.lte(now - INVITE_TRIES_MS) }, { since: now, count: 1 })) > 0;

/** Also forgets those who have long given up. */
async function begin(_id: string, now: number): Promise<boolean> {
  await inviteTries.removeAll({ since: command.lt(now - 100 * INVITE_TRIES_MS) });
  return inviteTries.add([{ _id, since: now, count: 1 }]);
}
