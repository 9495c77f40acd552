import { command, customers } from '../cloud/db';
import { edited, type Edit, type File } from '../domain/customer-file';
import type { Author, CustomerDocument, FileField, Writing } from '../protocol/documents';
import { AppError } from '../protocol/errors';
import { ofVersion, termsOf } from './customer';
import { openName, sealName } from './stream';

const FIELDS: FileField[] = ['remark', 'phone'];

/** So many others may be quicker before somebody has to try again. */
const MOST_TRIES = 10;

/** What a customer's document holds of a file, opened. */
export function fileIn({ _id, version = 0, tags = [], overwritten = [], edits = [], ...rest }: CustomerDocument): File {
  const written = FIELDS.flatMap((field) => {
    const writing = rest.written?.[field];
    const value = rest[field] === undefined ? '' : openName(_id, rest[field]);
    return writing ? [[field, { ...writing, value }]] : [];
  });
  return {
    version,
    tags,
    written: Object.fromEntries(written) as File['written'],
    overwritten: overwritten.map((one) => ({ ...one, value: openName(_id, one.value) })),
    edits,
  };
}

/** Makes an edit, whoever else is at it; the file after it. Making it again changes nothing. */
export async function editFile(customerId: string, edit: Edit, by: Author, now: number): Promise<File> {
  for (let round = 0; round < MOST_TRIES; round += 1) {
    const customer = await customers.get(customerId);
    if (!customer) throw new AppError('FORBIDDEN');
    const before = fileIn(customer);
    const after = edited(before, edit, by, now);
    if (after === before || (await save(customer, after))) return after;
  }
  throw new AppError('TRY_AGAIN');
}

/** Only if nobody has edited it meanwhile. */
async function save(customer: CustomerDocument, file: File): Promise<boolean> {
  const { remark, phone, ...others } = customer;
  const sealed = valuesOf(customer._id, file);
  const terms = termsOf({ ...others, ...sealed, tags: [...file.tags] });
  const saved = await customers.changeAll(
    { _id: customer._id, ...ofVersion(customer.version) },
    { remark: command.remove(), phone: command.remove(), ...sealed, ...besides(customer._id, file), terms },
  );
  return saved > 0;
}

/** What stands in the fields, sealed; nothing for those that are empty. */
const valuesOf = (customerId: string, { written }: File): Partial<Record<FileField, string>> =>
  Object.fromEntries(
    FIELDS.flatMap((field) => {
      const value = written[field]?.value;
      return value ? [[field, sealName(customerId, value)]] : [];
    }),
  );

/** All of a file but what stands in its fields. */
function besides(customerId: string, { version, tags, written, overwritten, edits }: File) {
  const writings = FIELDS.flatMap((field) => (written[field] ? [[field, writingOf(written[field])] as const] : []));
  return {
    version,
    tags,
    written: command.set(Object.fromEntries(writings)),
    overwritten: overwritten.map((one) => ({ ...one, value: sealName(customerId, one.value) })),
    edits,
  };
}

const writingOf = ({ version, by, at }: Writing): Writing => ({ version, by, at });
