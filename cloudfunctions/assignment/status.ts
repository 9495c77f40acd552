import type { Checked, Data } from '../common/protocol/action';
import { AppError } from '../common/protocol/errors';
import type { assignment } from '../common/protocol/assignment';
import type { Caller } from '../common/cloud/serve';
import { presenceOf } from '../common/domain/presence';
import type { AssignmentRules } from '../common/protocol/assignment-rules';
import type { AgentDocument, Presence } from '../common/protocol/documents';
import { drainQueue } from '../common/steps/assign';
import { hasCredit } from '../common/steps/credits';
import { returnOffersTo } from '../common/steps/offer';
import { setPresence, type Sign } from '../common/steps/presence';
import { currentRules, currentSettings } from '../common/steps/settings';

type Input = Checked<typeof assignment.status>;

/**
 * Sets the caller's presence and renews the lease, or lets it end when the app leaves the screen: from then on they are reachable by an
 * alert at most. Going on duty serves the queue before it answers; going off duty gives back what is offered to them.
 */
export async function status(
  { status: presence, isHidden = false }: Input,
  { staff, now }: Caller,
): Promise<Data<typeof assignment.status>> {
  if (!staff) throw new AppError('FORBIDDEN');
  const rules = await currentRules(now);
  const sign = isHidden ? await lastSign(staff, presence, now) : { presence, leaseUntil: staff.leaseUntil };
  if (isHidden || isNews(staff, presence, rules, now)) await setPresence(staff, sign, rules, now);
  if (presence === 'offline' && staff.presence !== presence) await returnOffersTo(staff, now);
  if (presence === 'online' && !isHidden && staff.holding.length < staff.capacity) await drainQueue(now);
  return { presence, leaseUntil: sign.leaseUntil };
}

/** The app leaves the screen: what else there is to reach somebody by is looked up once more. */
const lastSign = async ({ to }: AgentDocument, presence: Presence, now: number): Promise<Sign> => ({
  presence,
  leaseUntil: now,
  canBeAlerted: await hasCredit(to, (await currentSettings(now)).templates.agent),
});

/** Every call renews the lease already. */
const isNews = (staff: AgentDocument, presence: Presence, rules: AssignmentRules, now: number): boolean =>
  staff.presence !== presence || staff.noted !== presenceOf(staff, rules, now);
