import type { Data } from '../common/protocol/action';
import type { QuickReplyDocument } from '../common/protocol/documents';
import { QUICK_REPLY_LIMIT } from '../common/protocol/limits';
import type { QuickReply } from '../common/protocol/quick-replies';
import type { team } from '../common/protocol/team';
import { quickReplies as documents } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { linksTo } from '../common/cloud/storage';
import { readQuickReply } from '../common/domain/hand-edited';
import { replyIdOf, TEAM } from './owner';

/** The team's quick replies and the caller's own, as people put them in order. One that was edited into nonsense is left out. */
export async function quickReplies(_input: unknown, { id, now }: Caller): Promise<Data<typeof team.quickReplies>> {
  const found = (await Promise.all([TEAM, id].map(repliesOf))).flat().filter((one) => readQuickReply(one).length === 0);
  const links = await linksTo(
    found.flatMap(({ image }) => image ?? []),
    now,
  );
  return { replies: found.map((one) => shown(one, links)) };
}

const repliesOf = (owner: string): Promise<QuickReplyDocument[]> =>
  documents.find({ owner }, { sort: ['order', 'asc'], limit: QUICK_REPLY_LIMIT });

function shown(document: QuickReplyDocument, links: Map<string, string>): QuickReply {
  const { owner, group, title, text, order, image: fileId } = document;
  const url = fileId && links.get(fileId);
  return {
    replyId: replyIdOf(document),
    isTeam: owner === TEAM,
    group,
    title,
    text,
    order,
    ...(fileId && url && { image: { fileId, url } }),
  };
}
