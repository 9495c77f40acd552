import { Background } from './background';
import { call } from './cloud';

/** Tells the cloud whether this person has the app open: the last word always, and each only once. */
export class HereReport {
  private wanted: boolean | undefined;
  private told: boolean | undefined;
  private readonly background: Background;

  constructor(onRefused: (error: unknown) => void) {
    this.background = new Background({
      isNeeded: () => this.wanted !== this.told,
      step: () => this.tell(this.wanted === true),
      onRefused,
    });
  }

  /** To be called when the app, or the chat, is shown or hidden. */
  set(isHere: boolean): void {
    this.wanted = isHere;
    this.background.start();
  }

  close(): void {
    this.background.close();
  }

  private async tell(here: boolean): Promise<void> {
    await call('conversation', 'here', { here });
    this.told = here;
  }
}
