import {
  agents,
  command,
  conversations,
  credits,
  customerNotes,
  customers,
  feed,
  inviteTries,
  reports,
} from '../common/cloud/db';
import { deleteFiles } from '../common/cloud/storage';
import { dateOf } from '../common/domain/calendar';
import { isInFolder } from '../common/domain/files';
import { isOpen } from '../common/domain/sides';
import type { ConversationDocument, CustomerDocument } from '../common/protocol/documents';
import type { JobOf } from '../common/protocol/jobs';
import { end } from '../common/steps/end';
import { isHeld } from '../common/steps/holds';
import type { Slice } from '../common/steps/jobs';
import { release } from '../common/steps/places';
import { openName, sealName } from '../common/steps/stream';
import type { HasTime } from './empty-stream';
import { eraseConversation, NOBODY, unheld, type Progress } from './erase-conversation';

const DAY_MS = 24 * 3_600_000;

/** What is held is looked at again this much later. */
const HELD_MS = DAY_MS;

/** Conversations that are found by one request, and how long one run goes on beginning with others. */
const PAGE = 10;
const BUDGET_MS = 1_200;

/** Nothing of what phones reported is left of more days than these. */
const DAYS_REPORTED = 10;

/**
 * Deletes everything about a customer, and puts a random id in their place: first the customer, so that whoever comes with the same
 * phone is somebody new; then conversation by conversation, then what else lies about by their address. What is held waits.
 */
export async function erase(job: JobOf<'erase'>, now: number): Promise<Slice> {
  if (job.isClean) return 'done';
  if (!job.isBegun) return begin(job, now);
  await removeCustomer(job);
  const before = await newcomerSince(job.customerId);
  const progress = await eraseAll(job, before, now);
  if (progress === 'unfinished') return {};
  if (progress === 'held') return { nextAt: now + HELD_MS };
  await removeTraces(job.customerId, before, now);
  return forgotten(job);
}

/** Who has thought better of it is left alone; once it has begun nobody can. */
async function begin(job: JobOf<'erase'>, now: number): Promise<Slice> {
  const customer = await askedBy(job);
  if (!customer) return forgotten(job);
  if (await isHeld(customer)) return { nextAt: now + HELD_MS };
  const asked = { _id: customer._id, 'erasure.jobId': job._id, ...unheld };
  if (!(await customers.change(asked, { 'erasure.begunAt': now }))) return {};
  return { isBegun: true, successor: customer.successor ?? job.successor };
}

/** The job itself says no longer whom it was about. */
const forgotten = ({ successor }: JobOf<'erase'>): Slice => ({
  isClean: true,
  customerId: successor,
  by: { role: 'customer', id: successor },
});

/** The customer whose document names the job; nobody once they are gone. */
async function askedBy({ _id, customerId }: JobOf<'erase'>): Promise<CustomerDocument | undefined> {
  const customer = await customers.get(customerId);
  return customer?.erasure?.jobId === _id ? customer : undefined;
}

/** Puts nobody in the customer's place; what is in their file, and what they could be alerted by, goes with them. */
async function removeCustomer(job: JobOf<'erase'>): Promise<void> {
  const { _id, customerId, successor } = job;
  const customer = await askedBy(job);
  if (!customer) return;
  if (customer.avatar !== undefined) await removePicture(customerId, openName(customerId, customer.avatar));
  const name = sealName(successor, NOBODY);
  await customers.add([{ _id: successor, name, openId: null, createdAt: customer.createdAt }]);
  await customerNotes.removeAll({ customerId });
  await credits.removeAll({ to: customerId });
  await customers.removeAll({ _id: customerId, 'erasure.jobId': _id });
}

async function removePicture(customerId: string, fileId: string): Promise<void> {
  if (isInFolder(fileId, `kefu/avatars/${customerId}/`)) await deleteFiles([fileId]);
}

/** Since when somebody new uses the address. */
const newcomerSince = async (customerId: string): Promise<number> =>
  (await customers.get(customerId))?.createdAt ?? Number.MAX_SAFE_INTEGER;

/** Conversations from before somebody new came; notes go with theirs. */
const earlier = ({ customerId }: JobOf<'erase'>, before: number) => ({
  customerId,
  status: command.neq('staff'),
  openedAt: command.lt(before),
});

async function eraseAll(job: JobOf<'erase'>, before: number, now: number): Promise<Progress> {
  const hasTime = () => Date.now() - now < BUDGET_MS;
  const left = earlier(job, before);
  for (;;) {
    const found = await conversations.find({ ...left, ...unheld }, { limit: PAGE });
    if (found.length === 0) return (await conversations.count(left)) > 0 ? 'held' : 'done';
    for (const conversation of found) {
      if (!hasTime()) return 'unfinished';
      if ((await eraseOne(conversation, job, now, hasTime)) !== 'done') return 'unfinished';
    }
  }
}

/** What goes on is ended first; where that was cut off, the place it held is given back. */
async function eraseOne(
  conversation: ConversationDocument,
  { customerId, successor }: JobOf<'erase'>,
  now: number,
  hasTime: HasTime,
): Promise<Progress> {
  const ended = isOpen(conversation) ? await end(conversation, { by: 'customer', now }) : conversation;
  if (!ended) return 'unfinished';
  await release(ended, now);
  const { _id, customerAvatar } = conversation;
  if (customerAvatar !== undefined) await removePicture(customerId, openName(_id, customerAvatar));
  return eraseConversation(ended, successor, now, hasTime);
}

/** What lies about by their address; what belongs to a member of the staff, or to somebody new, stays. */
async function removeTraces(to: string, before: number, now: number): Promise<void> {
  const today = Math.floor(now / DAY_MS) + 1;
  const days = Array.from({ length: DAYS_REPORTED }, (_, index) => dateOf(today - index));
  await reports.removeAll({ _id: command.in(days.map((day) => `phones:${day}:${to}`)) });
  if ((await agents.count({ to })) > 0) return;
  await feed.removeAll({ to, at: command.lt(new Date(Math.min(before, now))) });
  await inviteTries.removeAll({ _id: to });
}
