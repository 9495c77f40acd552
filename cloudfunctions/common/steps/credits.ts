import { agents, command, credits } from '../cloud/db';
import type { Credit } from '../protocol/alert';
import type { CreditDocument } from '../protocol/documents';

/** Taps remembered for each template: one that is reported again later than this many others counts again. */
const TAP_LIMIT = 20;

/** Who may be sent to, and by which mini-program. */
export type Account = { to: string; appid: string };

const idOf = (to: string, templateId: string): string => `${to}:${templateId}`;

export const creditOf = ({ templateId, left, refusedAt }: CreditDocument): Credit => ({
  templateId,
  left,
  ...(refusedAt !== undefined && { refusedAt }),
});

/** What of one address is left, by template. */
export const creditsOf = (to: string): Promise<CreditDocument[]> => credits.find({ to });

/** Counts what came of one tap, once, however often it is reported. */
export async function countTap(account: Account, templateId: string, tapId: string, accepted: boolean, now: number) {
  const changed = await change(account, templateId, tapId, accepted, now);
  if (changed || (await add(account, templateId, tapId, accepted, now))) return;
  await change(account, templateId, tapId, accepted, now);
}

const change = ({ to, appid }: Account, templateId: string, tapId: string, accepted: boolean, now: number) =>
  credits.change(
    { _id: idOf(to, templateId), taps: command.neq(tapId) },
    {
      appid,
      taps: command.push({ each: [tapId], slice: -TAP_LIMIT }),
      ...(accepted ? { left: command.inc(1), refusedAt: command.remove() } : { refusedAt: now }),
    },
  );

const add = ({ to, appid }: Account, templateId: string, tapId: string, accepted: boolean, now: number) =>
  credits.add([
    {
      _id: idOf(to, templateId),
      to,
      templateId,
      appid,
      left: accepted ? 1 : 0,
      taps: [tapId],
      ...(!accepted && { refusedAt: now }),
    },
  ]);

/** Takes one credit of any of the templates; undefined when there is none. */
export async function takeCredit(to: string, templateIds: readonly string[]): Promise<CreditDocument | undefined> {
  if (templateIds.length === 0) return undefined;
  return credits.change(
    { to, templateId: command.in([...templateIds]), left: command.gt(0) },
    { left: command.inc(-1) },
  );
}

/** Whether somebody can be alerted at least once more. */
export async function hasCredit(to: string, templateIds: readonly string[]): Promise<boolean> {
  if (templateIds.length === 0) return false;
  return (await credits.count({ to, templateId: command.in([...templateIds]), left: command.gt(0) })) > 0;
}

/** Keeps with a member of the team whether an alert can reach them. */
export async function noteReach(to: string, templateIds: readonly string[]): Promise<void> {
  await agents.changeAll({ to }, { canBeAlerted: await hasCredit(to, templateIds) });
}

/** Gives back a credit that was not used. */
export async function returnCredit({ _id }: CreditDocument): Promise<void> {
  await credits.changeAll({ _id }, { left: command.inc(1) });
}

/** WeChat knows better: there is nothing left. */
export async function emptyCredit({ _id }: CreditDocument, now: number): Promise<void> {
  await credits.changeAll({ _id }, { left: 0, refusedAt: now });
}
