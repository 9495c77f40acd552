import { call } from '../shared/cloud';
import { failureCode } from '../shared/failure';
import { chooseFrom } from '../shared/screens/action-sheet';
import { confirm } from '../shared/screens/confirm';
import { showFailure } from '../shared/screens/failure-text';
import type { Conversation } from './conversation';
import type { HandlingAct } from './handling-bar';
import { words } from './text/words';

type Subject = Pick<Conversation, 'conversationId' | 'agent'>;

const acts: Record<HandlingAct, (subject: Subject) => Promise<unknown>> = {
  withdraw: ({ conversationId }) => call('assignment', 'withdraw', { conversationId }),
  claim: ({ conversationId }) => call('assignment', 'claim', { conversationId }),
  watch: ({ conversationId }) => call('assignment', 'watch', { conversationId }),
  leave: ({ conversationId }) => call('assignment', 'leave', { conversationId }),
  resume: ({ conversationId }) => call('assignment', 'resume', { conversationId }),
  cancelReminder: ({ conversationId }) => call('assignment', 'remind', { conversationId, at: null }),
  takeOver,
  reopen,
};

/** Changes who looks after a conversation, and says so when that is refused. */
export async function handle(act: HandlingAct, subject: Subject): Promise<void> {
  await orTold(() => acts[act](subject));
}

export const acceptOffer = (conversationId: string): Promise<boolean> =>
  orTold(() => call('assignment', 'accept', { conversationId }), words.offer.accepted);

/** Asks why first; closing the question answers nothing. */
export async function declineOffer(conversationId: string): Promise<void> {
  const { reasons, declined } = words.offer;
  const choice = await chooseFrom(reasons);
  if (choice === undefined) return;
  const reason = reasons[choice];
  const given = choice < reasons.length - 1 && reason ? { reason } : {};
  await orTold(() => call('assignment', 'decline', { conversationId, ...given }), declined);
}

async function takeOver({ conversationId, agent }: Subject): Promise<void> {
  const { confirmTakeOver, takeOverHint: content, takeOver: yes } = words.bar;
  const title = confirmTakeOver(agent?.name ?? words.colleague.somebody);
  const isSure = await confirm({ title, content, yes, no: words.confirm.cancel });
  if (isSure) await call('assignment', 'takeover', { conversationId });
}

async function reopen({ conversationId }: Subject): Promise<void> {
  try {
    await call('conversation', 'reopen', { conversationId });
  } catch (error) {
    if (failureCode(error) !== 'CONVERSATION_CLOSED') throw error;
    void wx.showToast({ title: words.bar.tooLate, icon: 'none' });
  }
}

/** Says what came of something, or why nothing did. */
export async function orTold(work: () => Promise<unknown>, done = ''): Promise<boolean> {
  try {
    await work();
  } catch (error) {
    showFailure(error);
    return false;
  }
  if (done) void wx.showToast({ title: done, icon: 'none' });
  return true;
}
