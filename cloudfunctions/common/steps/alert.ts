import { agents, command, conversations } from '../cloud/db';
import { logFailure } from '../cloud/log';
import { sayToGroup } from '../cloud/robot';
import { sendSubscribeMessage } from '../cloud/subscribe-message';
import { alertData, robotText, waitingText, type Facts } from '../domain/alert-texts';
import {
  dueAlerts,
  IN_GROUP,
  isQuiet,
  isUrgent,
  mayAlert,
  mayCallOut,
  ON_CALL,
  utcOffsetOf,
  type DueAlert,
} from '../domain/alerts';
import { serviceAt } from '../domain/hours';
import { isOnCall } from '../domain/shifts';
import { isCustomerOf, ownerOf } from '../domain/sides';
import type { AgentDocument, ConversationDocument, CreditDocument } from '../protocol/documents';
import type { PrivateSettings, Settings } from '../protocol/settings';
import { personOf } from './person';
import { emptyCredit, noteReach, returnCredit, takeCredit } from './credits';
import { isAnybodyThere } from './presence';
import { currentPrivateSettings, currentRules, currentSettings } from './settings';
import { withheldOf } from './visible';

type Setup = { settings: Settings; hidden: PrivateSettings; facts: Facts };

async function setupOf(conversation: ConversationDocument, now: number): Promise<Setup> {
  const [settings, hidden] = await Promise.all([currentSettings(now), currentPrivateSettings(now)]);
  return {
    settings,
    hidden,
    facts: { now, utcOffsetMinutes: utcOffsetOf(settings), agentName: ownerOf(conversation)?.name ?? '客服' },
  };
}

/** The right to alert of a conversation: one taker, until what it was taken for has been read. */
type Claim = { take(): Promise<boolean>; giveBack(): Promise<void> };

function claimOf({ _id, alerted }: ConversationDocument, whom: string, seq: number): Claim {
  const field = `alerted.${whom}`;
  const before = alerted?.[whom];
  return {
    take: async () =>
      (await conversations.changeAll({ _id, [field]: before ?? command.exists(false) }, { [field]: seq })) > 0,
    giveBack: async () =>
      void (await conversations.changeAll({ _id, [field]: seq }, { [field]: before ?? command.remove() })),
  };
}

type Alert = { to: string; side: 'customer' | 'agent'; page: string };

const send = ({ to, side, page }: Alert, { templateId, appid }: CreditDocument, { hidden, facts }: Setup) =>
  sendSubscribeMessage({ to, appid, templateId, page, data: alertData(hidden.alerts.texts, templateId, side, facts) });

/**
 * Pays for one alert and sends it; whether somebody was, or may have been, alerted. A credit is taken before the claim, since most
 * who are away have none, and given back if the alert is another's.
 */
async function alertOnce(alert: Alert, setup: Setup, claim?: Claim): Promise<boolean> {
  const templates = setup.settings.templates[alert.side];
  const credit = await takeCredit(alert.to, templates);
  if (!credit) return false;
  const isTold = await spend(credit, alert, setup, claim);
  if (alert.side === 'agent' && credit.left === 0) await noteReach(alert.to, templates);
  return isTold;
}

async function spend(credit: CreditDocument, alert: Alert, setup: Setup, claim?: Claim): Promise<boolean> {
  if (claim && !(await claim.take())) {
    await returnCredit(credit);
    return false;
  }
  const result = await send(alert, credit, setup);
  if (result === 'sent' || result === 'unknown') return true;
  if (result === 'wrong') return refuseTemplate(credit);
  await emptyCredit(credit, setup.facts.now);
  await claim?.giveBack();
  return alertOnce(alert, setup, claim);
}

/** The claim stays taken: what WeChat refuses once it would refuse at every message. */
async function refuseTemplate(credit: CreditDocument): Promise<false> {
  logFailure(`template ${credit.templateId}`, new Error('WeChat refuses the template or its data.'));
  await returnCredit(credit);
  return false;
}

const alertReader = (conversation: ConversationDocument, { person, seq }: DueAlert, setup: Setup): Promise<boolean> => {
  const page = person.role === 'customer' ? 'kefu/chat/chat' : `pages/chat/chat?id=${conversation._id}`;
  return alertOnce({ to: person.to, side: person.role, page }, setup, claimOf(conversation, person.to, seq));
};

/** Alerts the readers who are away of what they have not read, each once. `unseen`: ids of messages that are not for others to see. */
async function alertReaders(
  conversation: ConversationDocument,
  now: number,
  unseen?: ReadonlySet<string>,
): Promise<void> {
  const setup = await setupOf(conversation, now);
  const quiet = { ...setup.hidden.alerts, utcOffsetMinutes: setup.facts.utcOffsetMinutes };
  await Promise.all(dueAlerts(conversation, quiet, now, unseen).map((due) => alertReader(conversation, due, setup)));
}

/** Calls an agent whose phone is not at hand to the conversation they have just been given. A failure is only logged: the sweep looks after it. */
export async function alertOfAssignment(
  conversation: ConversationDocument,
  agent: AgentDocument,
  now: number,
): Promise<void> {
  const person = personOf(agent);
  try {
    await alertReader(conversation, { person, seq: conversation.lastSeq }, await setupOf(conversation, now));
  } catch (error) {
    logFailure(`alert ${conversation._id}`, error);
  }
}

/** What somebody is alerted of besides messages: `id` is the same when it is said again. */
type Occasion = { whom: string; id: number };

const isTold = ({ alerted }: ConversationDocument, { whom, id }: Occasion): boolean => alerted?.[whom] === id;

/** Alerts members of the staff of something else than a message, each once, and nobody at quiet hours. */
export async function alertStaff(
  conversation: ConversationDocument,
  occasions: readonly (Occasion & { to: string })[],
  now: number,
): Promise<void> {
  const left = occasions.filter((occasion) => !isTold(conversation, occasion));
  if (left.length === 0) return;
  const setup = await setupOf(conversation, now);
  if (isQuiet({ ...setup.hidden.alerts, utcOffsetMinutes: setup.facts.utcOffsetMinutes }, now)) return;
  const page = `pages/chat/chat?id=${conversation._id}`;
  await Promise.all(
    left.map(({ to, whom, id }) => alertOnce({ to, side: 'agent', page }, setup, claimOf(conversation, whom, id))),
  );
}

/** Says once in the robot's group, if there is one, that a customer has been waiting for too long. */
export async function sayThatOneWaits(conversation: ConversationDocument, since: number, now: number): Promise<void> {
  const setup = await setupOf(conversation, now);
  const { robotUrl } = setup.hidden.alerts;
  const occasion = { whom: IN_GROUP, id: since };
  if (robotUrl === undefined || isTold(conversation, occasion)) return;
  if (!(await claimOf(conversation, occasion.whom, occasion.id).take())) return;
  await sayToGroup(robotUrl, waitingText(setup.facts, now - since));
}

/** Nobody there by the business's hours, or nobody on duty whatever the hours. */
const isNobodyThere = async ({ settings }: Setup, now: number): Promise<boolean> =>
  !serviceAt(settings.hours, now).isOpen || !(await isAnybodyThere(await currentRules(now), now));

/** Tells those on call of an urgent question that nobody is there for, at any hour: by their credits, and in the robot's group. */
async function callOut(conversation: ConversationDocument, text: string, now: number): Promise<void> {
  const setup = await setupOf(conversation, now);
  const { urgentWords, onCall, robotUrl } = setup.hidden.alerts;
  if (!isUrgent(text, urgentWords) || !mayCallOut(conversation) || !(await isNobodyThere(setup, now))) return;
  const claim = claimOf(conversation, ON_CALL, conversation.lastSeq);
  if (!(await claim.take())) return;
  const told = await Promise.all([
    ...(await agentsOnCall(onCall, setup)).map(({ to }) =>
      alertOnce({ to, side: 'agent', page: 'pages/conversations/conversations' }, setup),
    ),
    ...(robotUrl === undefined ? [] : [sayToGroup(robotUrl, robotText(setup.facts))]),
  ]);
  if (!told.includes(true)) await claim.giveBack();
}

/** Those who are always called, and those whose shift says so for now. */
async function agentsOnCall(ids: readonly string[], { facts }: Setup): Promise<AgentDocument[]> {
  const found = await agents.find(
    command.or([{ _id: command.in([...ids]) }, { 'shift.onCall': command.exists(true) }]),
    {
      limit: 1000,
    },
  );
  return found.filter(
    ({ _id, shift, deactivatedAt }) =>
      deactivatedAt === undefined && (ids.includes(_id) || isOnCall(shift, facts.now, facts.utcOffsetMinutes)),
  );
}

/**
 * After a message is told: alerts those who have left, and those on call. Costs nothing while everybody is there. A failure is only
 * logged: the message is delivered, and the sweep looks after those who were not alerted.
 */
export async function alertOfMessage(
  conversation: ConversationDocument,
  sender: string,
  text: string,
  now: number,
): Promise<void> {
  if (!mayAlert(conversation, sender)) return;
  try {
    const isAsking = isCustomerOf(conversation, sender);
    await Promise.all([alertReaders(conversation, now), ...(isAsking ? [callOut(conversation, text, now)] : [])]);
  } catch (error) {
    logFailure(`alert ${conversation._id}`, error);
  }
}

/** Alerts those whose app died without saying so, and those whom the sender could not alert. */
export async function alertAway(conversation: ConversationDocument, now: number): Promise<void> {
  if (conversation.status === 'closed' || dueAlerts(conversation, { utcOffsetMinutes: 0 }, now).length === 0) return;
  await alertReaders(conversation, now, await withheldOf(conversation));
}

/** After a message has been released: who is away is alerted as of any other. A failure is only logged. */
export async function alertOfRelease(conversation: ConversationDocument, now: number): Promise<void> {
  try {
    await alertAway(conversation, now);
  } catch (error) {
    logFailure(`alert ${conversation._id}`, error);
  }
}
