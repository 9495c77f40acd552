import { postJson } from '../cloud/http-client';
import { person, records, type Person } from '../messaging/people';

const AGENTS = 50;
const CAPACITY = 5;

/** Far beyond the end of the bench: these agents need not show that they are there. */
const FOR_EVER = 4_000_000_000_000;

const idle = { holding: [], places: {}, lastAssignedAt: 0 };

/** Fifty agents who are not on duty yet. */
export async function hire(url: string): Promise<void> {
  const team = Array.from({ length: AGENTS }, (_, index) => ({
    _id: `bench-agent-${index}`,
    to: `bench-agent-${index}`,
    name: `${index} 号`,
    role: 'agent',
    skills: ['bench'],
    capacity: CAPACITY,
    presence: 'offline',
    leaseUntil: FOR_EVER,
    ...idle,
  }));
  await records(url).collection('agents').add(team);
}

/** Sends them on duty or home, without anything being done about those who wait. */
export const setDuty = (url: string, presence: 'online' | 'offline') =>
  records(url).collection('agents').where({ skills: 'bench' }).update({ presence });

/** Gives all their places back at once. */
export async function clear(url: string): Promise<void> {
  await setDuty(url, 'offline');
  await records(url).collection('agents').where({ skills: 'bench' }).update(idle);
  await records(url).collection('conversations').where({}).remove();
  await records(url).collection('customers').where({}).remove();
}

let visitors = 0;

/** Somebody who waits, since nobody is on duty. */
export async function wait(url: string): Promise<Person> {
  const customer = await person(url, `bench-${++visitors}`);
  const { status } = await customer.ask('conversation', 'open', { skill: 'bench' });
  if (status !== 'queued') throw new Error(`A customer who should wait is ${String(status)}.`);
  return customer;
}

/** Opens again: whoever waits is assigned now. */
export async function askAgain(customer: Person): Promise<void> {
  const { status } = await customer.ask('conversation', 'open', { skill: 'bench' });
  if (status !== 'active') throw new Error(`A customer who should be served is ${String(status)}.`);
}

const BATCH = 500;

/** A queue of customers who need something that nobody here can do. */
export async function fillQueue(url: string, length: number): Promise<void> {
  for (let from = 0; from < length; from += BATCH) {
    const waiting = Array.from({ length: BATCH }, (_, index) => ({
      _id: `waiting-${from + index}`,
      status: 'queued',
      skill: 'elsewhere',
      customerId: 'nobody',
      readers: [],
      people: [],
      recent: [],
      lastSeq: 0,
      keptSeq: 0,
      reads: {},
      turn: 0,
      queuedAt: from + index,
      queueAt: from + index,
      toldPosition: from + index + 1,
      lastAt: 0,
      checkAt: FOR_EVER,
    }));
    await records(url).collection('conversations').add(waiting);
  }
}

/** Moves the cloud to the first minute of an hour in which nothing else is due. */
export const toQuietMinute = (url: string) => {
  const hour = 3_600_000;
  const now = Date.now();
  return postJson(`${url}/local/clock`, { offsetMs: hour - (now % hour) + 90_000 });
};
