import tcb from '@cloudbase/node-sdk';
import type {
  AgentDocument,
  AuditDocument,
  CheckDocument,
  ConversationDocument,
  CreditDocument,
  CustomerDocument,
  CustomerNoteDocument,
  DutyDocument,
  FeedDocument,
  InviteDocument,
  InviteTriesDocument,
  KeyDocument,
  MessageDocument,
  ProductDocument,
  QuickReplyDocument,
  ReportDocument,
  SavedSearchDocument,
  SealDocument,
} from '../protocol/documents';
import type { JobDocument } from '../protocol/jobs';

export const app = tcb.init({ env: tcb.SYMBOL_CURRENT_ENV });
const database = app.database();

/** Query and update commands, as the platform documents them. */
export const command = database.command;

/** The database's own time at the moment of the write. */
export const serverDate = (): Date => database.serverDate({ offset: 0 });

type Filter = Record<string, unknown>;
type Alternatives = ReturnType<typeof command.or>;
type Changes = Record<string, unknown>;
/** `inOrder` sorts those that are equal by their id in the same direction, so that a page can begin after the last one of another. */
type FindOptions = {
  inOrder?: true;
  sort?: [field: string, direction: 'asc' | 'desc'];
  limit?: number;
  fields?: string[];
};

/** A document that people write by hand: nothing of it can be relied on. */
export type Written = { _id: string } & Record<string, unknown>;

const isDuplicate = (error: unknown) => error instanceof Error && /E11000|duplicate key/i.test(error.message);

/** What comes after a document in an order by a field, and by id where that is the same: as `inOrder` sorts. */
export function following(field: string, direction: 'asc' | 'desc', value: number, id: string) {
  const further = (one: number | string) => (direction === 'asc' ? command.gt(one) : command.lt(one));
  return command.or([{ [field]: further(value) }, { [field]: value, _id: further(id) }]);
}

/** One collection, typed. Each method is one request to the database. */
const collection = <T extends { _id: string }>(name: string) => {
  const all = () => database.collection(name);
  const query = (filter: Filter | Alternatives, { sort, inOrder, limit = 100, fields }: FindOptions) => {
    const found = all().where(filter).limit(limit);
    const chosen = fields ? found.field(Object.fromEntries(fields.map((field) => [field, true]))) : found;
    const sorted = sort ? chosen.orderBy(...sort) : chosen;
    return inOrder ? sorted.orderBy('_id', sort?.[1] ?? 'asc') : sorted;
  };

  return {
    async get(id: string): Promise<T | undefined> {
      const { data } = await all().where({ _id: id }).limit(1).get();
      return data[0] as T | undefined;
    },

    /** At most `limit` documents, 100 unless told, and of each only the `fields` named, if any are. */
    async find(filter: Filter | Alternatives, options: FindOptions = {}): Promise<T[]> {
      const { data } = await query(filter, options).get();
      return data as T[];
    },

    async count(filter: Filter): Promise<number> {
      const { total } = await all().where(filter).count();
      return total ?? 0;
    },

    /** Inserts all of them; false when one is there already, and then perhaps only those before it were inserted. */
    async add(documents: T[]): Promise<boolean> {
      try {
        await all().add(documents);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    /** Writes the whole document, new or not. */
    async put({ _id, ...rest }: T): Promise<void> {
      await all().doc(_id).set(rest);
    },

    /** Finds one and changes it in one atomic step; the document after the change, or undefined when none matched. */
    async change(filter: Filter, changes: Changes): Promise<T | undefined> {
      const { doc } = await all().where(filter).updateAndReturn(changes);
      return (doc ?? undefined) as T | undefined;
    },

    /** Changes all that match; how many were changed. */
    async changeAll(filter: Filter, changes: Changes): Promise<number> {
      const { updated } = await all().where(filter).update(changes);
      return updated ?? 0;
    },

    async removeAll(filter: Filter): Promise<void> {
      await all().where(filter).remove();
    },
  };
};

export const agents = collection<AgentDocument>('agents');
export const archive = collection<MessageDocument>('archive');
export const audit = collection<AuditDocument>('audit');
export const auditSeals = collection<SealDocument>('audit_seals');
export const checks = collection<CheckDocument>('checks');
export const conversations = collection<ConversationDocument>('conversations');
export const credits = collection<CreditDocument>('credits');
export const customers = collection<CustomerDocument>('customers');
export const customerNotes = collection<CustomerNoteDocument>('customer_notes');
export const duty = collection<DutyDocument>('duty');
export const feed = collection<FeedDocument>('feed');
export const invites = collection<InviteDocument>('invites');
export const inviteTries = collection<InviteTriesDocument>('invite_tries');
export const jobs = collection<JobDocument>('jobs');
export const keys = collection<KeyDocument>('keys');
export const messages = collection<MessageDocument>('messages');
export const products = collection<ProductDocument>('products');
export const privateSettings = collection<Written>('settings_private');
export const quickReplies = collection<QuickReplyDocument>('quick_replies');
export const reports = collection<ReportDocument>('reports');
export const savedSearches = collection<SavedSearchDocument>('saved_searches');
export const settings = collection<Written>('settings');
