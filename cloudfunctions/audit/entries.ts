import type { Checked, Data } from '../common/protocol/action';
import type { audit as protocol, LogEntry } from '../common/protocol/audit';
import type { AuditDocument } from '../common/protocol/documents';
import { customerMark, openTexts } from '../common/cloud/audit-entry';
import { audit, command, conversations, following } from '../common/cloud/db';
import { agentNames } from '../common/steps/agent-names';

type Input = Checked<typeof protocol.entries>;
type Filter = Record<string, unknown>;

/** Conversations of one customer that are looked for in the log, the latest. */
const MOST_CONVERSATIONS = 100;

/** Who looked at what and changed what, the newest first. */
export async function entries(input: Input): Promise<Data<typeof protocol.entries>> {
  const found = await foundBy(input);
  const names = await agentNames(found.map(({ who }) => who.id));
  const last = found.at(-1);
  return {
    entries: found.map((entry) => shown(entry, names)),
    ...(last && found.length === input.limit && { next: { at: last.at, entryId: last._id } }),
  };
}

/** Of a customer: what names them, and what names a conversation of theirs. */
async function foundBy(input: Input): Promise<AuditDocument[]> {
  const { customerId, limit } = input;
  if (customerId === undefined) return read(input, {});
  const theirs = await conversations.find({ customerId }, { limit: MOST_CONVERSATIONS, fields: ['_id'] });
  const inTheirs = { 'target.conversationId': command.in(theirs.map(({ _id }) => _id)) };
  const parts = await Promise.all([
    read(input, { 'target.customerId': customerMark(customerId) }),
    read(input, inTheirs),
  ]);
  return parts.flat().sort(newestFirst).slice(0, limit);
}

const newestFirst = (a: AuditDocument, b: AuditDocument) => b.at - a.at || (a._id < b._id ? 1 : -1);

const read = (input: Input, also: Filter): Promise<AuditDocument[]> =>
  audit.find(command.and([wanted(input), also, ...after(input)]), {
    sort: ['at', 'desc'],
    inOrder: true,
    limit: input.limit,
  });

function wanted({ from = 0, to, before, agentId, what, conversationId, isRefused }: Input): Filter {
  const until = Math.min(to ?? Number.MAX_SAFE_INTEGER, before?.at ?? Number.MAX_SAFE_INTEGER);
  return {
    at: command.gte(from).and(command.lte(until)),
    ...(agentId !== undefined && { 'who.id': agentId }),
    ...(what !== undefined && { action: what }),
    ...(conversationId !== undefined && { 'target.conversationId': conversationId }),
    ...(isRefused && { outcome: command.exists(true) }),
  };
}

const after = ({ before }: Input) => (before ? [following('at', 'desc', before.at, before.entryId)] : []);

function shown(entry: AuditDocument, names: ReadonlyMap<string, string>): LogEntry {
  const { _id: entryId, at, who, appid, action, target, outcome, seal } = entry;
  const name = names.get(who.id);
  return {
    entryId,
    at,
    who: { ...who, ...(name !== undefined && { name }) },
    appid,
    action,
    target,
    seal,
    ...(outcome && { outcome }),
    ...openTexts(entry),
  };
}
