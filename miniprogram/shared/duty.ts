import type { Presence } from '../../cloudfunctions/common/protocol/documents';
import { Background } from './background';
import { call } from './cloud';
import { LEASE_MS } from '../../cloudfunctions/common/protocol/limits';
import { learnFromReply } from './server-time';
import { watchVisibility } from './visibility';

/** Well inside the lease, so that one lost renewal does no harm. */
const RENEW_MS = 40_000;

export type DutyOptions = {
  /** As last known, from `team.me`. */
  presence: Presence;
  onChange: (presence: Presence) => void;
  /** A renewal was refused for good. */
  onError: (error: unknown) => void;
};

/** An agent's presence, renewed for as long as the app is shown and the agent is not off duty. */
export interface Duty {
  presence(): Presence;
  /** Resolves when the cloud knows; rejects, with nothing changed here, when it could not be told. */
  set(presence: Presence): Promise<void>;
  close(): void;
}

export const startDuty = (options: DutyOptions): Duty => new AgentDuty(options);

class AgentDuty implements Duty {
  private readonly background: Background;
  private readonly unsubscribe: () => void;
  private current: Presence;
  private isVisible = true;
  private renewAt = 0;
  /** What is said last must arrive last: one call at a time. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: DutyOptions) {
    this.current = options.presence;
    this.background = new Background({
      isNeeded: () => this.isVisible && this.current !== 'offline',
      step: () => this.renew(),
      onRefused: options.onError,
    });
    this.unsubscribe = watchVisibility((isVisible) => this.setVisible(isVisible));
    this.background.start();
  }

  presence(): Presence {
    return this.current;
  }

  async set(presence: Presence): Promise<void> {
    await this.say(() => presence);
    this.background.start();
  }

  close(): void {
    this.unsubscribe();
    this.background.close();
  }

  private setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.renewAt = 0;
    this.background.start();
    if (!isVisible && this.current !== 'offline') this.sayHidden();
  }

  /** Nobody is given a conversation on a phone that is put away, unless an alert can call them. When this is lost, the lease ends by itself. */
  private sayHidden(): void {
    const said = this.turn.then(() => call('assignment', 'status', { status: this.current, isHidden: true }));
    this.turn = said.catch(() => undefined);
  }

  private async renew(): Promise<void> {
    const wait = Math.min(RENEW_MS, this.renewAt - Date.now());
    if (wait > 0) await this.background.rest(wait);
    else await this.say(() => this.current);
  }

  private say(what: () => Presence): Promise<void> {
    const told = this.turn.then(() => this.tell(what()));
    this.turn = told.catch(() => undefined);
    return told;
  }

  private async tell(status: Presence): Promise<void> {
    const askedAt = Date.now();
    const { presence, leaseUntil } = await call('assignment', 'status', { status });
    if (presence !== 'offline') learnFromReply(leaseUntil - LEASE_MS, askedAt);
    this.renewAt = Date.now() + RENEW_MS;
    if (presence === this.current) return;
    this.current = presence;
    this.options.onChange(presence);
  }
}
