import { conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { deleteFiles } from '../common/cloud/storage';
import { isInFolder } from '../common/domain/files';
import type { Checked, Data } from '../common/protocol/action';
import type { customer } from '../common/protocol/customer';
import type { CustomerDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { changeProfile, findOrMakeCustomer, profileOf } from '../common/steps/customer';
import { openName, sealName } from '../common/steps/stream';

type Input = Checked<typeof customer.profile>;

/** The caller's own profile; a new name or picture reaches the open conversation too. */
export async function profile(input: Input, caller: Caller): Promise<Data<typeof customer.profile>> {
  const { name, avatar } = input;
  if (avatar !== undefined && !isInFolder(avatar, `kefu/avatars/${caller.id}/`)) throw new AppError('FORBIDDEN');
  const known = await findOrMakeCustomer(caller);
  if (name === undefined && avatar === undefined) return profileOf(known);
  await removeFormer(known, input);
  await changeProfile(known, sealed(known._id, input));
  if (known.openId !== null) await bring(known.openId, input);
  return { ...profileOf(known), ...(name !== undefined && { name }), ...(avatar !== undefined && { avatar }) };
}

/** A picture that nobody is to see any more. */
async function removeFormer({ _id, avatar }: CustomerDocument, { avatar: next }: Input): Promise<void> {
  const former = avatar === undefined || next === undefined ? undefined : openName(_id, avatar);
  if (former !== undefined && former !== next && isInFolder(former, `kefu/avatars/${_id}/`))
    await deleteFiles([former]);
}

const sealed = (streamId: string, { name, avatar }: Input) => ({
  ...(name !== undefined && { name: sealName(streamId, name) }),
  ...(avatar !== undefined && { avatar: sealName(streamId, avatar) }),
});

/** To the conversation, sealed with its own key. */
async function bring(conversationId: string, { name, avatar }: Input): Promise<void> {
  await conversations.changeAll(
    { _id: conversationId },
    {
      ...(name !== undefined && { customerName: sealName(conversationId, name) }),
      ...(avatar !== undefined && { customerAvatar: sealName(conversationId, avatar) }),
    },
  );
}
