import type { Checked, Data } from '../common/protocol/action';
import type { FeedDocument } from '../common/protocol/documents';
import { FEED_START_MS } from '../common/protocol/limits';
import type { message } from '../common/protocol/message';
import { command, feed } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';

const PAGE = 100;

/** The caller's feed after a moment, oldest first, for phones that cannot watch; 0 begins ten minutes ago. */
export async function sync(
  { after }: Checked<typeof message.sync>,
  { to, now }: Caller,
): Promise<Data<typeof message.sync>> {
  const from = after === 0 ? now - FEED_START_MS : after;
  const found = await feed.find({ to, at: command.gt(new Date(from)) }, { sort: ['at', 'asc'], limit: PAGE });
  const documents = found.map((document) => ({ ...document, at: document.at.getTime() }));
  return { documents, cursor: cursorAfter(documents, from) };
}

/** After a full page one millisecond earlier, since more documents may share the last one's time; readers know what they had. */
function cursorAfter(documents: FeedDocument<number>[], after: number): number {
  const last = documents.at(-1)?.at ?? after;
  return documents.length < PAGE ? last : Math.max(after, last - 1);
}
