import type { Checked, Data } from '../common/protocol/action';
import type { Message } from '../common/protocol/documents';
import type { MediaLink, message } from '../common/protocol/message';
import { command } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { LINK_LEFT_MS, linksTo } from '../common/cloud/storage';
import { keptMessage } from '../common/domain/entries';
import { accessible } from '../common/steps/access';
import { findKept } from '../common/steps/kept';
import { visibleTo } from '../common/steps/visible';
import { openBody } from '../common/steps/stream';

type Files = { messageId: string; fileId: string; cover?: string; original?: string };

/** Links to the files of messages the caller may see; what was taken back or is withheld from the caller has none. */
export async function links(
  { conversationId, messageIds }: Checked<typeof message.links>,
  caller: Caller,
): Promise<Data<typeof message.links>> {
  const conversation = await accessible(conversationId, caller);
  const found = await findKept(conversation, { _id: command.in(messageIds) });
  const files = found.map(keptMessage).map(visibleTo(caller)).flatMap(filesIn);
  const urls = await linksTo(
    files.flatMap(({ fileId, cover, original }) => [fileId, cover, original].filter((one) => one !== undefined)),
    caller.now,
  );
  return { links: files.flatMap((one) => linkOf(one, urls, caller.now + LINK_LEFT_MS)) };
}

function filesIn({ conversationId, messageId, body }: Message): Files[] {
  const said = body === '' ? undefined : openBody(conversationId, messageId, body);
  if (!said || !('fileId' in said)) return [];
  const { fileId, cover, original } = said as { fileId: string; cover?: string; original?: { fileId: string } };
  return [{ messageId, fileId, ...(cover !== undefined && { cover }), ...(original && { original: original.fileId }) }];
}

/** None for a file that is not there. */
function linkOf({ messageId, ...files }: Files, urls: Map<string, string>, until: number): MediaLink[] {
  const url = urls.get(files.fileId);
  const cover = urls.get(files.cover ?? '');
  const original = urls.get(files.original ?? '');
  if (url === undefined) return [];
  return [
    { messageId, url, ...(cover !== undefined && { cover }), ...(original !== undefined && { original }), until },
  ];
}
