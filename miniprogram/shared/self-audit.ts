import { Background } from './background';
import { call } from './cloud';
import { randomName } from './random';
import { forget, store, stored } from './storage';

/** What a comparison of what was shown with what there was to show has found. */
export type AuditNumbers = { checked: number; gaps: number; duplicates: number };

/** At most one report in this time. */
const REPORT_MS = 3_600_000;

type Kept = {
  /** Since the app was installed. */
  total: AuditNumbers & { conversations: number };
  /** Not yet reported. */
  pending: AuditNumbers;
  /** A report that may be on its way: told again until it is known to have arrived, it counts once. */
  report?: AuditNumbers & { reportId: string };
  reportedAt: number;
};

const nothing: AuditNumbers = { checked: 0, gaps: 0, duplicates: 0 };
const empty: Kept = { total: { ...nothing, conversations: 0 }, pending: nothing, reportedAt: 0 };

/** Adds up what the chats of an account find, and tells the cloud now and then. */
export class SelfAudit {
  private kept: Kept;
  private isForced = false;
  private readonly background: Background;

  constructor(private readonly account: string) {
    this.kept = loaded(account);
    this.background = new Background({
      isNeeded: () => this.kept.report !== undefined || this.isDue(),
      step: () => this.tell(),
      onRefused: () => this.dropReport(this.kept.reportedAt),
    });
    this.background.start();
  }

  /** For a page: all that was ever compared on this phone. */
  numbers(): AuditNumbers & { conversations: number } {
    return this.kept.total;
  }

  /** Takes what one chat has found. */
  add(found: AuditNumbers): void {
    if (found.checked === 0) return;
    const { total, pending } = this.kept;
    const whole = { ...sum(total, found), conversations: total.conversations + 1 };
    this.keep({ ...this.kept, total: whole, pending: sum(pending, found) });
    this.background.start();
  }

  /** To be called before signing out: reports what is left, without waiting for the hour. */
  reportNow(): void {
    this.isForced = true;
    this.background.start();
  }

  close(): void {
    this.background.close();
  }

  private isDue(): boolean {
    const isOld = Math.abs(Date.now() - this.kept.reportedAt) >= REPORT_MS;
    return this.kept.pending.checked > 0 && (this.isForced || isOld);
  }

  private async tell(): Promise<void> {
    const report = this.kept.report ?? { ...this.kept.pending, reportId: await randomName() };
    if (!this.kept.report) this.keep({ ...this.kept, report, pending: less(this.kept.pending, report) });
    await call('message', 'audited', report);
    this.dropReport(Date.now());
  }

  private dropReport(reportedAt: number): void {
    const { report: _, ...rest } = this.kept;
    this.keep({ ...rest, reportedAt });
  }

  private keep(kept: Kept): void {
    this.kept = kept;
    store(nameOf(this.account), kept);
  }
}

function loaded(account: string): Kept {
  const kept = stored(nameOf(account)) as Kept | undefined;
  return kept && isNumbers(kept.total) && isNumbers(kept.pending) ? kept : empty;
}

const isNumbers = (value: AuditNumbers | undefined): boolean =>
  [value?.checked, value?.gaps, value?.duplicates].every((each) => Number.isInteger(each));

const sum = (a: AuditNumbers, b: AuditNumbers): AuditNumbers => ({
  checked: a.checked + b.checked,
  gaps: a.gaps + b.gaps,
  duplicates: a.duplicates + b.duplicates,
});

const less = (a: AuditNumbers, { checked, gaps, duplicates }: AuditNumbers): AuditNumbers =>
  sum(a, { checked: -checked, gaps: -gaps, duplicates: -duplicates });

const nameOf = (account: string): string => `audit/${account}`;

export const forgetAudit = (account: string): void => forget(nameOf(account));
