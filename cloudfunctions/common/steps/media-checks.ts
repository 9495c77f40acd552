import { askAboutFile, type Speaker } from '../cloud/content-checks';
import { checks, command, conversations, feed, messages, serverDate } from '../cloud/db';
import { linksTo } from '../cloud/storage';
import { hasCheckedFiles, verdictOf, withheldBy } from '../domain/verdicts';
import { filesOf } from '../protocol/bodies';
import type {
  CheckDocument,
  ConversationDocument,
  FileVerdict,
  MessageDocument,
  Withheld,
} from '../protocol/documents';
import { FUNCTION_LIMIT_MS, MEDIA_VERDICT_MS } from '../protocol/limits';
import { letThrough } from './release';
import { currentPrivateSettings } from './settings';
import { openBody } from './stream';

/**
 * Pictures and voices are judged after they were kept: the platform is asked once for each file, and its verdicts come to the
 * function `media`. The conversation lists what is not decided, so that the sweep asks what nobody asked and ends the waiting.
 */

/** Of a message, what judging it needs. */
type Judged = Pick<MessageDocument, '_id' | 'conversationId' | 'kind' | 'body' | 'withheld' | 'recalledAt'>;

/** Asks for verdicts on the files of a message that is kept; one that cannot be asked for has failed. */
export async function askAboutFiles(message: Judged, speaker: Speaker, now: number): Promise<void> {
  const files = checkedFiles(message);
  const links = await linksTo(files, now);
  const { _id: messageId, conversationId } = message;
  const asked = await Promise.all(
    files.map(async (fileId, index): Promise<CheckDocument> => {
      const traceId = await traceOf(links.get(fileId), message, speaker);
      const check = { conversationId, messageId, askedAt: now };
      if (traceId !== undefined) return { _id: traceId, ...check };
      return { _id: `${messageId}:${index}`, ...check, verdict: 'failed' };
    }),
  );
  await checks.add(asked);
  await decide(message, asked, now);
}

function checkedFiles({ conversationId, _id, kind, body }: Judged): string[] {
  const said = hasCheckedFiles(kind) ? openBody(conversationId, _id, body) : undefined;
  return said ? filesOf(said) : [];
}

const traceOf = async (url: string | undefined, { kind }: Judged, speaker: Speaker) =>
  url === undefined ? undefined : askAboutFile(url, kind === 'voice' ? 'voice' : 'image', speaker);

/** Notes the platform's verdict on one file, the first one it gives; false for a trace id that is none of ours. */
export async function heed(traceId: string, verdict: FileVerdict, now: number): Promise<boolean> {
  const unjudged = { _id: traceId, verdict: command.exists(false) };
  const check = (await checks.change(unjudged, { verdict })) ?? (await checks.get(traceId));
  const message = check && (await messages.get(check.messageId));
  if (!message) return false;
  await decide(message, await checks.find({ messageId: message._id }), now);
  return true;
}

/** Shows or withholds a message for good, once enough is known of its files. May be done again by anybody. */
async function decide(message: Judged, found: readonly CheckDocument[], now: number): Promise<void> {
  const verdict = verdictOf(found);
  if (verdict === undefined) return;
  const withheld = withheldBy(verdict, (await currentPrivateSettings(now)).moderation.onFailure);
  await (withheld === undefined ? letThrough(message, now) : withhold(message, withheld));
  await forget(message.conversationId, message._id);
}

/** Says why it stays withheld; whoever released it meanwhile has the last word. */
async function withhold({ _id, conversationId }: Judged, withheld: Withheld): Promise<void> {
  const undecided = { _id, withheld: command.in(['checking', withheld]) };
  if (!(await messages.change(undecided, { withheld }))) return;
  const told = (await conversations.get(conversationId))?.people.map(({ to }) => `${_id}:${to}`) ?? [];
  await feed.changeAll({ _id: command.in(told) }, { 'message.withheld': withheld, at: serverDate() });
}

const forget = (conversationId: string, messageId: string): Promise<number> =>
  conversations.changeAll({ _id: conversationId }, { checking: command.pull({ messageId }) });

/** Looks after everything of a conversation that waits for verdicts: asks what was not asked, and waits no longer than it takes. */
export async function chaseVerdicts({ _id, checking = [] }: ConversationDocument, now: number): Promise<void> {
  for (const { messageId, sentAt } of checking) {
    const message = await messages.get(messageId);
    if (message?.withheld === undefined) await forget(_id, messageId);
    else if (now - sentAt > FUNCTION_LIMIT_MS) await chase(message, now);
  }
}

async function chase(message: MessageDocument, now: number): Promise<void> {
  const messageId = message._id;
  const found = await checks.find({ messageId });
  if (found.length === 0) return askAboutFiles(message, { to: message.from.id }, now);
  const isLate = found.some(({ askedAt }) => now - askedAt > MEDIA_VERDICT_MS);
  if (isLate) await checks.changeAll({ messageId, verdict: command.exists(false) }, { verdict: 'failed' });
  return decide(message, isLate ? await checks.find({ messageId }) : found, now);
}
