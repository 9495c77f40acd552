import type { BodyOf, MediaKind, SentKind } from '../../cloudfunctions/common/protocol/bodies';
import type { Body, Reply } from '../../cloudfunctions/common/protocol/documents';
import { extensionOf } from './phone-files';

/** Where the id of a file goes in the body: `fileId`, `cover`, or `original.fileId`. */
export type FileField = 'file' | 'cover' | 'original';

/** A file as it was picked. */
export type OutgoingFile = { field: FileField; path: string };

/** What a message of this kind says before its files are uploaded. */
type OutgoingBodyOf<K extends SentKind> = K extends MediaKind
  ? Omit<BodyOf<K>, 'fileId' | 'cover' | 'original'> & { original?: { size: number } }
  : BodyOf<K>;

/** A message to be sent. */
export type Outgoing = {
  [K in SentKind]: { kind: K; body: OutgoingBodyOf<K>; files?: OutgoingFile[]; replyTo?: Reply };
}[SentKind];

export type OutgoingBody = Outgoing['body'];

/** A file on its way. `path` is the app's own copy of `source`, once that is kept; `fileId` tells that it is uploaded. */
export type OutboxFile = { field: FileField; source: string; path: string; isKept: boolean; fileId?: string };

/** The same for every try, so that an upload whose answer was lost is only written over. */
export const cloudPath = (conversationId: string, clientId: string, { field, source }: OutboxFile): string =>
  `kefu/${conversationId}/${clientId}-${field}.${extensionOf(source)}`;

/** The body with the ids of its uploaded files. */
export function wholeBody(body: OutgoingBody | Body, files: readonly OutboxFile[]): Body {
  const whole: Record<string, unknown> = { ...body };
  for (const { field, fileId } of files) {
    if (field === 'original') whole['original'] = { ...(whole['original'] as object | undefined), fileId };
    else whole[field === 'file' ? 'fileId' : 'cover'] = fileId;
  }
  return whole as Body;
}
