import { stderr } from 'node:process';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';
import type { TestCloud } from '../cloud';
import { contentOf, markOf } from './contents';
import { insist } from './insist';
import type { Screen, SoakPhone } from './phone';
import { isMessage, type Act, type Part } from './plan';
import type { Talk, Theatre } from './theatre';
import { trouble } from './trouble';

const MOST_UNSENT = 4;
const TRIES_TO_RECALL = 5;

/** No act takes so long: who is still at it will not come to an end. */
const LONGEST_ACT_MS = 300_000;

/** How often a long performance tells how far it is. */
const PROGRESS = 500;

/** Ends what an act has begun, such as being without a network. */
type Undo = () => void;

const nothing: Undo = () => {};

/** What everybody in a theatre does at once, in trouble of every kind. */
export class Performance {
  private marks = 0;
  private done = 0;

  /** The cloud dies when so many acts are done. */
  constructor(
    private readonly cloud: TestCloud,
    private readonly theatre: Theatre,
    private readonly crashes: number[],
  ) {}

  /** Resolves when everything is done and no phone has anything left to send. */
  async play(parts: Part[]): Promise<void> {
    await this.makeTrouble();
    await Promise.all(parts.map((part) => this.playPart(part)));
    await this.theatre.changes.until(() => this.theatre.views().flatMap(({ phone, talk }) => this.unsent(phone, talk)));
  }

  private async makeTrouble(): Promise<void> {
    for (const fault of trouble) await this.cloud.addFault(fault);
  }

  /** What somebody begins lasts until they have said one more thing. */
  private async playPart({ conversation, side, acts }: Part): Promise<void> {
    const talk = this.theatre.talks[conversation];
    if (!talk) throw new Error(`there is no conversation ${conversation}`);
    let undo = nothing;
    for (const { device, act } of acts) {
      const phone = side === 'customer' ? talk.customer : talk.agents[device];
      if (!phone) throw new Error(`there is no phone ${device}`);
      const [before, after] = [undo, await this.performInTime(act, phone, talk)];
      undo = isMessage(act) ? nothing : () => [before, after].forEach((each) => each());
      if (isMessage(act)) before();
      await this.crashWhenDue();
    }
    undo();
  }

  private async performInTime(act: Act, phone: SoakPhone, talk: Talk): Promise<Undo> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const fail = () => {
        const network = phone.device.network.isOnline() ? 'online' : 'offline';
        const left = this.unsent(phone, talk).join('\n');
        reject(new Error(`${phone.name} (${network}) has not come to an end of ${JSON.stringify(act)}\n${left}`));
      };
      timer = setTimeout(fail, LONGEST_ACT_MS);
    });
    return Promise.race([this.perform(act, phone, talk), late]).finally(() => clearTimeout(timer));
  }

  private async perform(act: Act, phone: SoakPhone, talk: Talk): Promise<Undo> {
    switch (act.does) {
      case 'say':
      case 'answer':
        await this.say(act, phone, talk);
        return nothing;
      case 'recall':
        await phone.act(talk.id, recallLast);
        return nothing;
      case 'kill':
        phone.kill();
        phone.device.setOnline(true);
        phone.start();
        return nothing;
      case 'leave':
        phone.device.setVisible(false);
        return () => phone.device.setVisible(true);
      default:
        return loseNetwork(phone);
    }
  }

  private async say(act: Act & { does: 'say' | 'answer' }, phone: SoakPhone, talk: Talk): Promise<void> {
    const tooMany = (left: string[]) => (phone.device.network.isOnline() && left.length >= MOST_UNSENT ? left : []);
    await this.theatre.changes.until(() => tooMany(this.unsent(phone, talk)));
    const mark = (this.marks += 1);
    await phone.act(talk.id, ({ chat, items }) => {
      talk.said.set(mark, phone);
      const content = contentOf(act.kind, mark, (name) => phone.device.pick(name));
      const answered = act.does === 'answer' ? items.findLast(isAnswerable) : undefined;
      chat.send(answered ? { ...content, replyTo: { messageId: answered.messageId, seq: answered.seq } } : content);
      chat.markRead();
    });
  }

  private async crashWhenDue(): Promise<void> {
    this.done += 1;
    if (this.done % PROGRESS === 0) stderr.write(`${this.done} things done\n`);
    if (!this.crashes.includes(this.done)) return;
    await this.cloud.kill();
    await this.cloud.restart();
    await this.makeTrouble();
  }

  /** What a phone has still to send. A file that was not copied before the app was killed is lost, and given up. */
  private unsent(phone: SoakPhone, talk: Talk): string[] {
    const entries = phone.unsent(talk.id);
    if (!entries) return [`${phone.name} is starting`];
    for (const { clientId, error, body } of entries) {
      if (error !== 'FILE_GONE') continue;
      talk.said.delete(markOf(body) ?? NaN);
      void phone.act(talk.id, ({ chat }) => chat.discard(clientId));
    }
    return entries.map((entry) => `${phone.name} (${phone.health()}) has not sent ${JSON.stringify(entry)}`);
  }
}

const isAnswerable = (item: ChatItem): item is ChatItem & { seq: number; messageId: string } =>
  item.seq !== undefined && item.messageId !== undefined && item.kind !== 'system';

/** An app that starts needs a network, and nobody can say anything before: several people share an agent's phone. */
function loseNetwork(phone: SoakPhone): Undo {
  if (!phone.isRunning()) return nothing;
  phone.device.setOnline(false);
  return () => phone.device.setOnline(true);
}

/** A few tries; then the person gives up, as the phone may be without a network until something else is said. */
async function recallLast({ chat, items }: Screen): Promise<void> {
  const last = items.findLast((item) => item.own && item.kind !== 'system' && item.messageId !== undefined);
  if (last) await insist(() => chat.recall(last.key), TRIES_TO_RECALL).catch(giveUp);
}

function giveUp(error: unknown): void {
  const { code = '' } = error as { code?: string };
  if (!['TOO_LATE', 'NETWORK', 'TRY_AGAIN', 'INTERNAL', 'TOO_FAST'].includes(code)) throw error;
}
