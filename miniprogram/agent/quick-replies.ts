import type { Params } from '../../cloudfunctions/common/protocol/action';
import type { QuickReply } from '../../cloudfunctions/common/protocol/quick-replies';
import type { team } from '../../cloudfunctions/common/protocol/team';
import { call, uploadFile } from '../shared/cloud';
import { extensionOf } from '../shared/phone-files';
import { randomName } from '../shared/random';

/** Links to pictures end; before they do, everything is fetched again. */
const FRESH_MS = 20 * 60_000;

let loaded: { at: number; replies: Promise<QuickReply[]> } | undefined;

/** The agent's own quick replies and the team's, in order; fetched once in a while. */
export async function quickReplies(): Promise<QuickReply[]> {
  if (!loaded || Date.now() - loaded.at > FRESH_MS) loaded = { at: Date.now(), replies: fetchAll() };
  try {
    return await loaded.replies;
  } catch (error) {
    loaded = undefined;
    throw error;
  }
}

async function fetchAll(): Promise<QuickReply[]> {
  const { replies } = await call('team', 'quickReplies', {});
  return replies;
}

export async function saveQuickReply(fields: Params<typeof team.saveQuickReply>): Promise<void> {
  await call('team', 'saveQuickReply', fields);
  loaded = undefined;
}

export async function removeQuickReply({ replyId, isTeam }: Pick<QuickReply, 'replyId' | 'isTeam'>): Promise<void> {
  await call('team', 'removeQuickReply', { replyId, isTeam });
  loaded = undefined;
}

/** Uploads a picture for a quick reply; answers its file. */
export async function uploadPicture(path: string, onPercent: (percent: number) => void): Promise<string> {
  const cloudPath = `kefu/replies/${await randomName()}.${extensionOf(path)}`;
  return uploadFile({ cloudPath, filePath: path, onPercent }).fileId;
}
