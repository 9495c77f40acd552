import type { Caller } from '../common/cloud/serve';
import { insightOf } from '../common/domain/search-insight';
import type { Checked } from '../common/protocol/action';
import type { Insight, search } from '../common/protocol/search';
import { requireNamed } from '../common/steps/access';
import { findMessages } from '../common/steps/search';
import { MOST_EXAMINED } from '../common/steps/search-run';

type Input = Checked<typeof search.insight>;

/** What as many of the messages as one call may look at have in common; the next call goes on. */
export async function insight({ cursor, ...conditions }: Input, caller: Caller): Promise<Insight> {
  await requireNamed(conditions, caller);
  const paging = { order: 'newest', cursor, limit: MOST_EXAMINED } as const;
  const { found, examined: _, ...rest } = await findMessages(conditions, paging, caller);
  const said = found.map(({ message, words, subject }) => ({
    sentAt: message.sentAt,
    words,
    product: subject.source?.productName,
  }));
  return { ...insightOf(said, conditions), ...rest };
}
