import { applied } from '../../miniprogram/shared/support/applied';
import type { App } from '../../miniprogram/shared/support/runtime';
import type { Me } from '../../../cloudfunctions/common/protocol/team';
import type { Self } from '../../../miniprogram/shared/chat-items';
import type { Chat } from '../../../miniprogram/shared/chat';
import { Deferred } from '../../../miniprogram/shared/deferred';
import type { Feed } from '../../../miniprogram/shared/feed';
import type { SelfAudit } from '../../../miniprogram/shared/self-audit';
import type { Outbox } from '../../../miniprogram/shared/outbox';
import type { OutboxEntry } from '../../../miniprogram/shared/outbox-entries';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';
import type { Changes } from './changes';
import { SoakDevice } from './device';
import { insist } from './insist';
import { Realm } from './realm';

/** A chat on the screen, followed step by step as a page does. */
export type Screen = { chat: Chat; items: ChatItem[] };

type Running = {
  app: App;
  self: Self;
  feed: Feed;
  outbox: Outbox;
  audit: SelfAudit;
  screens: Map<string, Screen>;
  close: () => void;
};

const KILLED = Symbol('killed');

export type Owner = { openid: string; side: 'customer' | 'agent' };

/** A phone with the real modules of the app, on the real local cloud. Killed, it starts again from what it has stored. */
export class SoakPhone {
  readonly device: SoakDevice;
  /** What nobody should ever see: an error told to the page, a list that shows something twice or out of order. */
  readonly complaints: string[] = [];
  private realm: Realm | undefined;
  private now: Running | undefined;
  /** Why the app could not start; it does not start by itself again. */
  private failure: unknown;
  private readonly waiting: Deferred<Running>[] = [];
  private readonly onKill: (() => void)[] = [];

  constructor(
    readonly name: string,
    private readonly url: string,
    readonly owner: Owner,
    private readonly changes: Changes,
    private readonly clockMs: number,
  ) {
    this.device = new SoakDevice(changes.tell);
  }

  /** The conversations that are open on this phone. */
  conversations: string[] = [];

  start(): void {
    this.failure = undefined;
    this.open().catch((error: unknown) => {
      this.failure = error;
      this.complain(error);
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
  }

  /** Everything the app was doing is never heard of again. */
  kill(): void {
    this.realm?.kill();
    this.device.kill();
    this.now = undefined;
    for (const tell of this.onKill.splice(0)) tell();
  }

  /** Opens one more conversation. */
  async follow(conversationId: string): Promise<void> {
    const app = await this.app();
    this.conversations.push(conversationId);
    await this.show(app, conversationId);
  }

  /** Does something in a chat of the app that runs; one that is starting is waited for. `undefined`: killed meanwhile. */
  async act<T>(
    conversationId: string,
    act: (screen: Screen, running: Running) => T | Promise<T>,
  ): Promise<T | undefined> {
    const running = await this.app();
    if (running !== this.now) return this.act(conversationId, act);
    const screen = running.screens.get(conversationId);
    if (!screen) throw new Error(`${this.name} has not opened ${conversationId}`);
    const killed = new Promise<typeof KILLED>((resolve) => this.onKill.push(() => resolve(KILLED)));
    const result = await Promise.race([act(screen, running), killed]);
    return result === KILLED ? undefined : result;
  }

  /** What is shown of a conversation at this moment. */
  shown(conversationId: string): readonly ChatItem[] {
    return this.now?.screens.get(conversationId)?.items ?? [];
  }

  /** What is still on its way; `undefined` while the app starts. */
  unsent(conversationId: string): OutboxEntry[] | undefined {
    return this.now?.outbox.entries(conversationId);
  }

  health(): string {
    return this.now?.feed.health() ?? 'starting';
  }

  isRunning(): boolean {
    return this.now !== undefined;
  }

  /** The app that runs; one that is starting is waited for, one that was killed is not. */
  app(): Promise<Running> {
    if (this.now) return Promise.resolve(this.now);
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const deferred = new Deferred<Running>();
    this.waiting.push(deferred);
    return deferred.promise;
  }

  /** Leaves all chats, and has the cloud told what the phone found when it compared what it showed. */
  async report(): Promise<void> {
    const { screens, audit } = await this.app();
    for (const { chat } of screens.values()) chat.close();
    audit.reportNow();
  }

  /** Whether the cloud knows everything that the phone found. */
  isReported(): boolean {
    const { pending, report } = JSON.parse(this.device.stored.get(`audit/${this.owner.openid}`) ?? '{}') as {
      pending?: { checked: number };
      report?: object;
    };
    return pending?.checked === 0 && report === undefined;
  }

  close(): void {
    this.now?.close();
    this.kill();
  }

  private async open(): Promise<void> {
    const realm = new Realm(this.clockMs);
    this.realm = realm;
    const app = realm.loadApp(this.device.api(this.cloud(realm)));
    app.initCloud('local');
    const running = this.owner.side === 'customer' ? await this.asCustomer(app) : await this.asAgent(app);
    for (const id of this.conversations) await this.show(running, id);
    if (realm !== this.realm) return;
    this.now = running;
    for (const { resolve } of this.waiting.splice(0)) resolve(running);
    this.changes.tell();
  }

  private cloud(realm: Realm): object {
    const { device, url, owner } = this;
    const files = {
      read: (path: string) => device.read(path),
      keepBlob: () => Promise.reject(new Error('no downloads')),
    };
    return realm.createCloud({ url, openid: owner.openid, ...realm.browser(), network: device.network, files });
  }

  private async asCustomer(app: App): Promise<Running> {
    const { conversationId } = await insist(() => app.call('conversation', 'open', {}));
    this.conversations = [conversationId];
    const outbox = await app.openOutbox('customer', { reopen: app.reopen });
    return this.run(app, { role: 'customer' }, outbox, app.startFeed({ to: '{openid}' }));
  }

  private async asAgent(app: App): Promise<Running> {
    const me: Me = await insist(() => app.call('team', 'me', {}));
    const outbox = await app.openOutbox(me.id);
    const running = this.run(app, { role: 'agent', id: me.id, name: me.name }, outbox, app.startFeed({ to: me.to }));
    const duty = app.startDuty({ presence: me.presence, onChange: () => {}, onError: this.complain });
    await insist(() => duty.set('online'));
    return { ...running, close: () => [running, duty].forEach((part) => part.close()) };
  }

  /** What both apps hold for as long as they run. */
  private run(app: App, self: Self, outbox: Outbox, feed: Feed): Running {
    outbox.subscribe(this.changes.tell);
    const audit = new app.SelfAudit(this.owner.openid);
    const list = app.openConversations({ me: self, feed, onChange: this.changes.tell, onError: this.complain });
    const marker = new app.DeliveryMarker({ feed, me: self, isShown: () => false });
    const close = () => [outbox, feed, list, marker, audit].forEach((part) => part.close());
    return { app, self, feed, outbox, audit, screens: new Map(), close };
  }

  private async show(running: Running, conversationId: string): Promise<void> {
    const { app, self, feed, outbox, audit, screens } = running;
    const keys = await insist(() => app.keysOf(conversationId));
    const chat = app.openChat({
      conversationId,
      keys,
      me: self,
      state: { status: 'active' },
      feed,
      outbox,
      audit,
      account: this.owner.openid,
      onChange: (change) => {
        screen.items = applied(screen.items, change);
        this.look(screen.items);
        this.changes.tell();
      },
      onError: this.complain,
    });
    const screen: Screen = { chat, items: [...chat.items()] };
    screens.set(conversationId, screen);
  }

  private readonly complain = (error: unknown): void => {
    this.complaints.push(String((error as Error).stack ?? error));
  };

  private look(items: readonly ChatItem[]): void {
    const seqs = items.flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
    if (new Set(items.map(({ key }) => key)).size < items.length) this.complaints.push('something is shown twice');
    if (seqs.some((seq, index) => index > 0 && seq <= (seqs[index - 1] ?? 0))) this.complaints.push('out of order');
  }
}
