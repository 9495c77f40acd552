import tcb from '@cloudbase/node-sdk';
import type { Timers } from '../../../cloudfunctions/common/protocol/assignment-rules';
import type { MessageDocument } from '../../../cloudfunctions/common/protocol/documents';
import { MEDIA_VERDICT_MS } from '../../../cloudfunctions/common/protocol/limits';
import type { TestCloud } from '../cloud';
import { records } from '../people';
import { Changes } from './changes';
import { linesOf, linesWanted, same } from './lines';
import { SoakPhone } from './phone';

const CLOCKS_MS = [0, 10 * 60_000, -10 * 60_000];

/** A sweep that does not get through in its time goes on in the next minute, as it does in the cloud. */
const MOST_FAILED_SWEEPS = 10;

const noTimers: Timers = {
  ackSeconds: 0,
  replySeconds: 0,
  leadAfterSeconds: 0,
  reassignAfterSeconds: 0,
  absentSeconds: 0,
  transferSeconds: 0,
  maxWaitSeconds: 0,
  reachableSeconds: 0,
  idleReminderMinutes: 0,
  idleCloseMinutes: 0,
  reopenMinutes: 0,
};

/** A conversation, and which phone said what in it. */
export type Talk = { id: string; customer: SoakPhone; agents: SoakPhone[]; said: Map<number, SoakPhone> };

/** Phones of customers and agents on one cloud, and what is said between them. */
export class Theatre {
  readonly changes = new Changes();
  readonly talks: Talk[] = [];
  private readonly phones: SoakPhone[] = [];

  constructor(private readonly cloud: TestCloud) {}

  /** The business has texts and pictures judged, and lets nobody lose a conversation while clocks jump. Agents come on duty with two phones each, then customers come and are assigned to them. */
  async open(customers: number, agents: number): Promise<void> {
    await this.admin()
      .collection('settings_private')
      .doc('private')
      .set({ moderation: { isOn: true } });
    await this.admin().collection('settings_private').doc('assignment').set({ timers: noTimers });
    await this.hire(agents, Math.ceil(customers / agents));
    const devices = new Map<string, SoakPhone[]>();
    for (let place = 1; place <= agents; place += 1) {
      const openid = `soak-${place}`;
      devices.set(openid, [this.phone(openid, 'agent', 1), this.phone(openid, 'agent', 2)]);
    }
    await this.allRun();
    for (let place = 1; place <= customers; place += 1) this.phone(`guest-${place}`, 'customer', 1);
    await this.allRun();
    for (const customer of this.phones.filter(({ owner }) => owner.side === 'customer')) {
      const [id = ''] = customer.conversations;
      const { agentId = '' } = await records(this.cloud.url).conversation(id);
      const own = devices.get(agentId) ?? [];
      for (const phone of own) await phone.follow(id);
      this.talks.push({ id, customer, agents: own, said: new Map() });
    }
  }

  /** What is kept of every conversation, in order. */
  async stored(): Promise<Map<Talk, MessageDocument[]>> {
    const stored = new Map<Talk, MessageDocument[]>();
    for (const talk of this.talks) stored.set(talk, await this.storedOf(talk));
    return stored;
  }

  /** Resolves when every phone shows the end of every conversation as it is stored. */
  async agree(stored: ReadonlyMap<Talk, readonly MessageDocument[]>): Promise<void> {
    const missing = () => this.views().flatMap(({ phone, talk }) => missingOn(phone, talk, stored.get(talk) ?? []));
    await this.changes.until(missing);
  }

  phonesOf({ customer, agents }: Talk): SoakPhone[] {
    return [customer, ...agents];
  }

  /** Each conversation on each phone that it is open on. */
  views(): { phone: SoakPhone; talk: Talk }[] {
    return this.talks.flatMap((talk) => this.phonesOf(talk).map((phone) => ({ phone, talk })));
  }

  /** Verdicts that were lost are waited for no longer: half an hour passes, and the sweep gives up on them. */
  async endWaitingForVerdicts(): Promise<void> {
    await this.cloud.clearFaults();
    await this.cloud.moveClock(MEDIA_VERDICT_MS + 60_000);
    for (let failures = 0; await this.isWaitingForVerdicts();) {
      try {
        await this.cloud.runTimer('sweep');
      } catch (error) {
        if ((failures += 1) > MOST_FAILED_SWEEPS) throw error;
      }
    }
  }

  private async isWaitingForVerdicts(): Promise<boolean> {
    const stored = await this.stored();
    return [...stored.values()].flat().some(({ withheld }) => withheld === 'checking');
  }

  /** Resolves when every phone has told the cloud what it found. */
  async report(): Promise<void> {
    await Promise.all(this.phones.map((phone) => phone.report()));
    const late = () =>
      this.phones.filter((phone) => !phone.isReported()).map(({ name }) => `${name} has not reported what it found`);
    await this.changes.until(late);
  }

  complaints(): string[] {
    return this.phones.flatMap(({ name, complaints }) => complaints.map((complaint) => `${name}: ${complaint}`));
  }

  close(): void {
    for (const phone of this.phones) phone.close();
  }

  /** The reading suffers from the trouble as well. */
  private async storedOf(talk: Talk, tries = 20): Promise<MessageDocument[]> {
    try {
      return await records(this.cloud.url).messages(talk.id);
    } catch (error) {
      if (tries === 1) throw error;
      return this.storedOf(talk, tries - 1);
    }
  }

  private admin() {
    const options = { env: 'local', secretId: 'soak', secretKey: 'soak', serviceUrl: `${this.cloud.url}/admin` };
    return tcb.init(options).database();
  }

  private async hire(count: number, capacity: number): Promise<void> {
    const agents = Array.from({ length: count }, (_, index) => ({
      _id: `soak-${index + 1}`,
      to: `soak-${index + 1}`,
      name: `客服${index + 1}`,
      role: 'agent',
      skills: [],
      capacity,
      holding: [],
      presence: 'offline',
      leaseUntil: 0,
      lastAssignedAt: 0,
    }));
    await this.admin().collection('agents').add(agents);
  }

  private phone(openid: string, side: 'customer' | 'agent', device: number): SoakPhone {
    const clock = CLOCKS_MS[this.phones.length % CLOCKS_MS.length] ?? 0;
    const phone = new SoakPhone(`${openid}/${device}`, this.cloud.url, { openid, side }, this.changes, clock);
    this.phones.push(phone);
    phone.start();
    return phone;
  }

  private async allRun(): Promise<void> {
    await Promise.all(this.phones.map((phone) => phone.app()));
  }
}

/** What differs between the end of a conversation on a phone and in the store, as a sentence; nothing when they agree. */
function missingOn(phone: SoakPhone, { id }: Talk, stored: readonly MessageDocument[]): string[] {
  const lines = linesOf(phone.shown(id), stored);
  const wanted = linesWanted(stored).slice(-Math.max(1, lines.length));
  if (same(lines, wanted)) return [];
  const shown = new Set(lines.map((line) => JSON.stringify(line)));
  const missing = wanted.map((line) => JSON.stringify(line)).filter((line) => !shown.has(line));
  return [`${phone.name} (${phone.health()}) shows ${lines.length} lines of ${id} and lacks ${missing.join(', ')}`];
}
