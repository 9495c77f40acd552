import { make } from './dom';
import { type Drag, receive } from './signals';

export type PullOptions = {
  scroller: HTMLElement;
  isEnabled(): boolean;
  threshold(): number;
  onPull?(distance: number): void;
  onRefresh(): void;
  onAbort?(): void;
};

/** The strip above a scrolling area that a finger pulls out: released far enough, it stays and refreshes. */
export class PullStrip {
  readonly element = make('phone-pull-strip', [make('phone-pull-dot'), make('phone-pull-dot'), make('phone-pull-dot')]);
  #isRunning = false;
  #from: number | undefined;
  #distance = 0;

  constructor(private readonly options: PullOptions) {
    const { scroller } = options;
    receive(scroller, 'drag-start', (point) => this.begin(point));
    receive(scroller, 'drag', (point) => {
      if (!point.isCaught) this.pull(point);
    });
    receive(scroller, 'drag-end', () => this.release());
    this.open(0);
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  setRunning(isRunning: boolean): void {
    this.#isRunning = isRunning;
    this.open(isRunning ? this.options.threshold() : 0);
  }

  private begin({ y }: Drag): void {
    const mayPull = this.options.isEnabled() && this.options.scroller.scrollTop <= 0 && !this.#isRunning;
    this.#from = mayPull ? y : undefined;
  }

  private pull({ y }: Drag): void {
    if (this.#from === undefined) return;
    this.open(Math.max(0, (y - this.#from) / 2));
    if (this.#distance > 0) this.options.onPull?.(this.#distance);
  }

  private release(): void {
    this.#from = undefined;
    if (this.#distance === 0 || this.#isRunning) return;
    if (this.#distance < this.options.threshold()) {
      this.open(0);
      this.options.onAbort?.();
      return;
    }
    this.setRunning(true);
    this.options.onRefresh();
  }

  private open(height: number): void {
    this.#distance = height;
    this.element.style.height = `${height}px`;
  }
}
