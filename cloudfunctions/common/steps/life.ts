import { agents, command, conversations } from '../cloud/db';
import { chaseFrom, closesInMinutes, dueSteps, nextDeadline, type Step } from '../domain/life';
import { waitOf } from '../domain/waiting';
import type { AssignmentRules } from '../protocol/assignment-rules';
import type { AgentDocument, ConversationDocument, RequeueReason } from '../protocol/documents';
import { sayThatOneWaits } from './alert';
import { couldGoElsewhere } from './assign';
import { deliverStep, saving } from './deliver';
import { end } from './end';
import { resumeOnWord } from './hold';
import { systemEntry } from './keep';
import { leads, notify } from './notice';
import { passBack, returnOffer } from './offer';
import { requeue } from './owner';
import { currentRules } from './settings';
import { withheldOf } from './visible';

/**
 * What time brings about in a conversation. Each step is guarded by what it was decided on and may be repeated, raced or cut off
 * anywhere: what it tells has ids of its own, and it is marked as done last.
 */

type Scene = {
  conversation: ConversationDocument;
  owner: AgentDocument | undefined;
  hidden: ReadonlySet<string>;
  rules: AssignmentRules;
  now: number;
};

/** Whether somebody else has it now, or it has ended: then whatever else was due no longer is. */
type Outcome = Promise<boolean>;

/** Since when the owner lets the customer wait. */
function lateSince({ conversation, hidden }: Scene): number {
  const wait = waitOf(conversation, hidden);
  return wait ? chaseFrom(conversation, wait) : conversation.queuedAt;
}

async function letSomebodyElse({ conversation, now }: Scene, reason: RequeueReason): Outcome {
  const { lastSeq } = conversation;
  return (await requeue(conversation, { reason, now, guard: { lastSeq } })) !== undefined;
}

/** Taking it from its owner helps only when somebody else is free. */
const reassign = async (scene: Scene): Outcome =>
  (await couldGoElsewhere(scene.conversation, scene.rules, scene.now)) && letSomebodyElse(scene, 'unanswered');

async function remind(scene: Scene): Outcome {
  const { conversation, owner, now } = scene;
  const since = lateSince(scene);
  await notify(conversation, { kind: 'reply', at: since }, owner ? [owner] : [], now);
  const unreminded = { _id: conversation._id, 'chased.since': command.neq(since) };
  await conversations.changeAll(unreminded, { chased: command.set({ since, stage: 'reminded' }) });
  return false;
}

async function tellLeads(scene: Scene, kind: 'lead' | 'longWait'): Outcome {
  const { conversation, now } = scene;
  const since = lateSince(scene);
  await notify(conversation, { kind, at: since }, await leads(), now);
  await sayThatOneWaits(conversation, since, now);
  await conversations.changeAll({ _id: conversation._id }, { chased: command.set({ since, stage: 'lead' }) });
  return false;
}

async function followUp({ conversation, owner, now }: Scene): Outcome {
  const { _id, remindAt = now } = conversation;
  await notify(conversation, { kind: 'followUp', at: remindAt }, owner ? [owner] : [], now);
  await conversations.changeAll({ _id, remindAt }, { remindedAt: remindAt });
  return false;
}

/** Asks a silent customer whether they are still there. */
async function askIdle({ conversation, rules, now }: Scene): Outcome {
  const { _id, lastSeq } = conversation;
  const body = { event: 'idle', closesInMinutes: closesInMinutes(rules.timers) } as const;
  const asked = await conversations.change(
    { _id, status: 'active', lastSeq },
    { idleAt: now, checkAt: now, ...saving(systemEntry(_id, `${_id}:idle:${lastSeq + 1}`, body, now)) },
  );
  if (asked) await deliverStep(asked);
  return false;
}

async function closeIdle({ conversation, now }: Scene): Outcome {
  const { lastSeq } = conversation;
  return (await end(conversation, { by: 'system', now, guard: { lastSeq } })) !== undefined;
}

async function resume({ conversation, now }: Scene): Outcome {
  await resumeOnWord(conversation, now);
  return true;
}

/** An offer that nobody answered goes back to who made it. */
async function offerOver({ conversation, now }: Scene): Outcome {
  await returnOffer(conversation, now);
  return true;
}

/** What a skill has not taken up goes back to where it came from. */
async function transferBack({ conversation, now }: Scene): Outcome {
  await passBack(conversation, now);
  return true;
}

const perform: Record<Step, (scene: Scene) => Outcome> = {
  offerOver,
  transferBack,
  resume,
  requeueAbsent: (scene) => letSomebodyElse(scene, 'absent'),
  ack: reassign,
  reassign,
  idleClose: closeIdle,
  remind,
  lead: (scene) => tellLeads(scene, 'lead'),
  followUp,
  longWait: (scene) => tellLeads(scene, 'longWait'),
  idleRemind: askIdle,
};

async function sceneOf(conversation: ConversationDocument, now: number): Promise<Scene> {
  const { agentId, remindAt } = conversation;
  const isWaiting = waitOf(conversation) !== undefined;
  const [rules, owner, hidden] = await Promise.all([
    currentRules(now),
    agentId !== undefined && (isWaiting || remindAt !== undefined) ? agents.get(agentId) : undefined,
    isWaiting ? withheldOf(conversation) : NOTHING,
  ]);
  return { conversation, owner, hidden, rules, now };
}

const NOTHING: ReadonlySet<string> = new Set();

const dueIn = ({ conversation, owner, rules, now, hidden }: Scene): Step[] =>
  dueSteps(conversation, owner, rules, now, hidden);

/** A conversation in which what was due is done, what of it is not for the staff to see, and when there is something to do next. */
export type Lived = { conversation: ConversationDocument; hidden: ReadonlySet<string>; deadline: number };

/** Does what is due in a conversation. */
export async function live(conversation: ConversationDocument, now: number): Promise<Lived> {
  const scene = await sceneOf(conversation, now);
  const due = dueIn(scene);
  for (const step of due) if (await perform[step](scene)) break;
  const after =
    due.length > 0 ? await sceneOf((await conversations.get(conversation._id)) ?? conversation, now) : scene;
  return { ...after, deadline: nextDeadline(after.conversation, after.owner, after.rules, now, after.hidden) };
}
