import { command, customers } from '../cloud/db';
import { edited, hasTooManyTags, type Edit, type File, type Overwriting } from '../domain/customer-file';
import type { Author, CustomerDocument, FileField, Writing } from '../protocol/documents';
import { AppError } from '../protocol/errors';
import { TAG_LIMIT } from '../protocol/limits';
import { ofVersion, termsOf } from './customer';
import { openName, sealAgain, sealName } from './stream';

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
    if (hasTooManyTags(before, after)) throw new AppError('INVALID_INPUT', `addTags: A file holds ${TAG_LIMIT}.`);
    if (after === before || (await save(customer, after))) return after;
  }
  throw new AppError('TRY_AGAIN');
}

/** Only if nobody has edited it meanwhile. */
async function save(customer: CustomerDocument, file: File): Promise<boolean> {
  const { remark, phone, ...others } = customer;
  const sealed = valuesOf(customer, file);
  const terms = termsOf({ ...others, ...sealed, tags: [...file.tags] });
  const saved = await customers.changeAll(
    { _id: customer._id, ...ofVersion(customer.version) },
    { remark: command.remove(), phone: command.remove(), ...sealed, ...besides(customer, file), terms },
  );
  return saved > 0;
}

/** What stands in the fields, sealed; nothing for those that are empty. */
const valuesOf = (customer: CustomerDocument, file: File): Partial<Record<FileField, string>> =>
  Object.fromEntries(
    FIELDS.flatMap((field) => {
      const cipher = valueOf(field, customer, file);
      return cipher === undefined ? [] : [[field, cipher]];
    }),
  );

/** What an edit does not change says what it said, also where nobody can verify it. */
function valueOf(field: FileField, { _id, ...customer }: CustomerDocument, { version, written }: File) {
  const [stood, writing] = [customer[field], written[field]];
  if (writing?.version === version) return writing.value === '' ? undefined : sealName(_id, writing.value);
  return stood === undefined ? undefined : sealAgain(_id, stood);
}

/** All of a file but what stands in its fields. */
function besides(customer: CustomerDocument, { version, tags, written, overwritten, edits }: File) {
  const writings = FIELDS.flatMap((field) => (written[field] ? [[field, writingOf(written[field])] as const] : []));
  return {
    version,
    tags,
    written: command.set(Object.fromEntries(writings)),
    overwritten: overwritten.map((one) => ({ ...one, value: sealedOf(customer, one) })),
    edits,
  };
}

/** So does what was overwritten. */
function sealedOf({ _id, overwritten = [], ...customer }: CustomerDocument, { field, version, value }: Overwriting) {
  const kept = overwritten.find((one) => one.field === field && one.version === version)?.value;
  const stood = customer.written?.[field]?.version === version ? customer[field] : undefined;
  const cipher = kept ?? stood;
  return cipher === undefined ? sealName(_id, value) : sealAgain(_id, cipher);
}

const writingOf = ({ version, by, at }: Writing): Writing => ({ version, by, at });
