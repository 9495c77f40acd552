import { command, conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { canRate } from '../common/domain/rating';
import type { Checked } from '../common/protocol/action';
import type { conversation } from '../common/protocol/conversation';
import type { ConversationDocument, Rating } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { deliverStep, saving } from '../common/steps/deliver';
import { systemEntry } from '../common/steps/keep';
import { openName, openOne, sealName, sealOne } from '../common/steps/stream';

type Input = Checked<typeof conversation.rate>;

const MOST_TRIES = 5;

/** Keeps what the customer thought of a conversation, also after its end, and says so in it. Saying the same again changes nothing. */
export async function rate(input: Input, { id, now }: Caller): Promise<null> {
  for (let round = 0; round < MOST_TRIES; round += 1) {
    const found = await conversations.get(input.conversationId);
    if (found?.customerId !== id || found.status === 'staff') throw new AppError('FORBIDDEN');
    if (isSame(found, input)) return null;
    if (!canRate(found.rating, now)) throw new AppError('TOO_LATE');
    const rated = await save(found, input, now);
    if (rated && rated.lastSeq > found.lastSeq) await deliverStep(rated);
    if (rated) return null;
  }
  throw new AppError('TRY_AGAIN');
}

function isSame({ _id, rating }: ConversationDocument, { score, comment, answers }: Input): boolean {
  if (rating?.score !== score) return false;
  const saidBefore = rating.comment === undefined ? undefined : openName(_id, rating.comment);
  const answered = (openOne(_id, rating.answers) as string[] | undefined) ?? [];
  return saidBefore === comment && answered.join('\n') === answers.join('\n');
}

/** Only if it has not been rated meanwhile. */
function save(found: ConversationDocument, input: Input, now: number): Promise<ConversationDocument | undefined> {
  const { _id, rating } = found;
  const next = ratingOf(found, input, now);
  return conversations.change(
    { _id, 'rating.times': rating?.times ?? command.exists(false) },
    { rating: command.set(next), ...(next.score !== rating?.score && telling(_id, next, now)) },
  );
}

/** The part of an update that says in the conversation what the score is now. */
const telling = (conversationId: string, { times, score }: Rating, now: number) => ({
  ...saving(systemEntry(conversationId, `${conversationId}:rated:${times}`, { event: 'rated', score }, now)),
  checkAt: now,
});

const ratingOf = ({ _id, rating }: ConversationDocument, { score, comment, answers }: Input, now: number): Rating => ({
  score,
  at: now,
  firstAt: rating?.firstAt ?? now,
  times: (rating?.times ?? 0) + 1,
  ...(comment !== undefined && { comment: sealName(_id, comment) }),
  ...(answers.length > 0 && { answers: sealOne(_id, answers) }),
});
