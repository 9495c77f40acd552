import { isRetryable } from '../shared/failure';

/** A call that did not get through is made again so often, before somebody is told: a long search takes many. */
const TRIES = 3;

/** What one call found of a search, and where the next goes on. */
type Part = { cursor?: string; reachedAt: number };

/** `paused`: there is enough for now. `stopped`: somebody had enough. */
export type SearchState = 'searching' | 'paused' | 'stopped' | 'failed' | 'done';

export type SlicedSearchOptions<P extends Part> = {
  ask: (cursor: string | undefined) => Promise<P>;
  onPart: (part: P) => void;
  onState: (state: SearchState, error?: unknown) => void;
  /** Whether a run has found what it was started for; it goes to the end unless told. */
  isEnough?: () => boolean;
};

/** A search that takes several calls: each run goes on where the one before ended, until there is enough. */
export class SlicedSearch<P extends Part> {
  private cursor: string | undefined;
  private state: SearchState = 'paused';
  private isClosed = false;

  constructor(private readonly options: SlicedSearchOptions<P>) {}

  /** Goes on; also after it failed, or was stopped. */
  async run(): Promise<void> {
    if (this.state === 'searching' || this.state === 'done') return;
    this.tell('searching');
    try {
      while (this.isSearching()) this.take(await this.ask());
    } catch (error) {
      this.tell('failed', error);
    }
  }

  /** What is on its way is still taken. */
  stop(): void {
    if (this.state === 'searching') this.tell('stopped');
  }

  /** Nothing is told of from now on. */
  close(): void {
    this.isClosed = true;
  }

  private async ask(tries = TRIES): Promise<P> {
    try {
      return await this.options.ask(this.cursor);
    } catch (error) {
      if (tries > 1 && isRetryable(error) && this.isSearching()) return this.ask(tries - 1);
      throw error;
    }
  }

  private isSearching(): boolean {
    return this.state === 'searching' && !this.isClosed;
  }

  private take(part: P): void {
    if (this.isClosed) return;
    this.cursor = part.cursor;
    this.options.onPart(part);
    if (part.cursor === undefined) this.tell('done');
    else if (this.state === 'searching' && this.options.isEnough?.()) this.tell('paused');
  }

  private tell(state: SearchState, error?: unknown): void {
    this.state = state;
    if (!this.isClosed) this.options.onState(state, error);
  }
}
