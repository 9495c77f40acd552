import type { Caller } from '../common/cloud/serve';
import { lostBy, type File, type Overwriting } from '../common/domain/customer-file';
import { masked } from '../common/domain/masking';
import type { Checked, Data } from '../common/protocol/action';
import type { customer, Lost } from '../common/protocol/customer';
import type { Author, FileField } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { editFile, fileIn } from '../common/steps/customer-file';
import { addNote, removeNote } from '../common/steps/customer-notes';
import { reachableCustomer } from '../common/steps/file-access';

type Input = Checked<typeof customer.edit>;

/** Changes a file. Each part may be done again: whoever was cut off sends the same edit anew. */
export async function edit(input: Input, caller: Caller): Promise<Data<typeof customer.edit>> {
  const { customerId, clientId, note, removeNoteId } = input;
  const { customer: known } = await reachableCustomer(customerId, caller);
  const by = authorOf(caller);
  if (note !== undefined) await addNote(customerId, { clientId, text: note }, caller, by);
  if (removeNoteId !== undefined) await removeNote(customerId, removeNoteId, caller);
  const file = changesFields(input) ? await editFile(customerId, editOf(input), by, caller.now) : fileIn(known);
  return answer(file, clientId);
}

function authorOf({ staff }: Caller): Author {
  if (!staff) throw new AppError('FORBIDDEN');
  return { role: 'agent', id: staff._id, name: staff.name };
}

const changesFields = ({ remark, phone, addTags, removeTags }: Input): boolean =>
  remark !== undefined || phone !== undefined || addTags.length + removeTags.length > 0;

const editOf = ({ clientId, base, remark, phone, addTags, removeTags }: Input) => ({
  clientId,
  base,
  fields: { ...(remark !== undefined && { remark }), ...(phone !== undefined && { phone }) },
  addTags,
  removeTags,
});

const answer = (file: File, clientId: string): Data<typeof customer.edit> => ({
  version: file.version,
  lost: lostBy(file, clientId).map(shown),
});

const maskOf = (field: FileField) => (field === 'phone' ? masked : (text: string) => text);

const shown = ({ field, value, version, by, at }: Overwriting): Lost => ({
  field,
  value: maskOf(field)(value),
  version,
  by,
  at,
});
