import { agents, audit, auditSeals, command, serverDate } from '../cloud/db';
import { keyedHash } from '../cloud/audit-entry';
import { sayToGroup } from '../cloud/robot';
import { sealText } from '../domain/alert-texts';
import { chainStart, endOf, sealNumberOf, sealOf } from '../domain/audit-chain';
import type { AgentDocument, FeedDocument, SealDocument } from '../protocol/documents';
import { currentPrivateSettings } from './settings';
import { tellDocuments } from './tell';

/** Entries under one seal. */
const MOST_ENTRIES = 200;

/** How long one run goes on beginning with another seal. */
const BUDGET_MS = 800;

/** Brings what the log holds under seals; costs one read when there is nothing new. */
export async function sealAudit(now: number): Promise<void> {
  while (Date.now() - now < BUDGET_MS && (await sealNext(now)));
}

/**
 * One more seal; false when there is nothing left to seal, or another run was faster. A seal's number can be taken once. It is taken
 * only after all entries under the seal before are marked, and after that the entries are read: so none gets under two seals.
 */
async function sealNext(now: number): Promise<boolean> {
  if ((await unsealed(1)).length === 0) return false;
  const last = await lastSeal();
  if (last && (await isUnfinished(last))) await finish(last);
  const entries = await unsealed(MOST_ENTRIES);
  if (entries.length === 0) return false;
  const seal = sealOf(last ? endOf(last) : chainStart, entries, now, keyedHash);
  if (!(await auditSeals.add([seal]))) return false;
  await finish(seal);
  return true;
}

const unsealed = (limit: number) => audit.find({ seal: 0 }, { sort: ['at', 'asc'], inOrder: true, limit });

/** The newest seal there is. */
export async function lastSeal(): Promise<SealDocument | undefined> {
  const [last] = await auditSeals.find({}, { sort: ['_id', 'desc'], limit: 1 });
  return last;
}

const entriesLeft = ({ entries }: SealDocument) => ({ seal: 0, _id: command.in(entries.map(({ id }) => id)) });

const isUnfinished = async (seal: SealDocument): Promise<boolean> => (await audit.count(entriesLeft(seal))) > 0;

/** The marks come last: as long as they are not all there, the next run does this again. */
async function finish(seal: SealDocument): Promise<void> {
  const number = sealNumberOf(seal);
  await tellDocuments((await logReaders()).map(({ to }) => sealDocument(number, seal.hash, to)));
  await audit.changeAll(entriesLeft(seal), { seal: number });
}

/** Those who may read the log. */
const logReaders = (): Promise<AgentDocument[]> =>
  agents.find({ role: command.in(['lead', 'admin']), deactivatedAt: command.exists(false) });

const sealDocument = (number: number, hash: string, to: string): FeedDocument => ({
  _id: `seal:${number}:${to}`,
  to,
  at: serverDate(),
  conversationId: '',
  type: 'seal',
  seal: { number, hash },
});

/** Says the last seal in the robot's group, if there is one: what stands there, nobody changes in the database. */
export async function saySeal(now: number): Promise<void> {
  const { robotUrl } = (await currentPrivateSettings(now)).alerts;
  const seal = robotUrl === undefined ? undefined : await lastSeal();
  if (robotUrl !== undefined && seal) await sayToGroup(robotUrl, sealText(sealNumberOf(seal), seal.last, seal.hash));
}
