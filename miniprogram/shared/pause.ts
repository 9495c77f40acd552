import { watchNetwork } from './network';
import { watchVisibility } from './visibility';

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** How long to wait after so many failures in a row: doubling, with jitter so that phones do not come back all at once. */
export function backOff(failures: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return ceiling / 2 + (Math.random() * ceiling) / 2;
}

/** A wait that ends early when the network returns, when the app is shown, or by `end`. */
export class Pause {
  readonly over: Promise<void>;
  private readonly endings: (() => void)[] = [];

  constructor(ms: number) {
    this.over = new Promise((resolve) => this.endings.push(resolve));
    const timer = setTimeout(() => this.end(), ms);
    const wake = (isGood: boolean) => {
      if (isGood) this.end();
    };
    this.endings.push(() => clearTimeout(timer), watchNetwork(wake), watchVisibility(wake));
  }

  end(): void {
    for (const ending of this.endings.splice(0)) ending();
  }
}
