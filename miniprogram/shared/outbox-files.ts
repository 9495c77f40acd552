import { Deferred } from './deferred';
import { type FailureCode, failureCode, isRetryable } from './failure';
import type { OutboxEntry } from './outbox-entries';
import { cloudPath, type OutboxFile } from './outgoing';
import { backOff, Pause } from './pause';
import { isKept, keepCopy, removeKept } from './phone-files';
import { watchedUpload } from './watched-upload';

/** Uploads at the same time. */
const WORKERS = 2;

export type OutboxFilesOptions = {
  /** In order. */
  entries: () => OutboxEntry[];
  get: (clientId: string) => OutboxEntry | undefined;
  update: (clientId: string, file: OutboxFile) => void;
  onPercent: (clientId: string) => void;
  onFailed: (clientId: string, code: FailureCode) => void;
};

type Job = { entry: OutboxEntry; file: OutboxFile };
type Running = { clientId: string; percent: number; stop: () => void };

/** Keeps copies of the files of unsent messages and uploads them, ahead of the messages themselves. */
export class OutboxFiles {
  private readonly keeping = new Set<string>();
  private readonly running = new Map<string, Running>();
  private readonly waiting = new Map<string, Deferred<void>>();
  private workers = 0;
  private isClosed = false;

  constructor(private readonly options: OutboxFilesOptions) {}

  /** To be called whenever there may be something to do. */
  start(): void {
    if (this.isClosed) return;
    for (const job of this.jobs(({ file }) => !file.isKept)) void this.keep(job);
    for (; this.workers < WORKERS && this.next(); this.workers++) void this.work(this.next());
  }

  /** Resolves when a message waits for no file any more, for good or for bad. */
  ready(clientId: string): Promise<void> {
    const deferred = this.waiting.get(clientId) ?? new Deferred<void>();
    this.waiting.set(clientId, deferred);
    this.check(clientId);
    return deferred.promise;
  }

  /** How much of a message's files is uploaded. */
  percent({ clientId, files = [] }: OutboxEntry): number {
    const parts = files.map((file) => (file.fileId ? 100 : (this.running.get(nameOf(clientId, file))?.percent ?? 0)));
    return Math.floor(parts.reduce((sum, part) => sum + part, 0) / Math.max(1, parts.length));
  }

  /** A message has changed: lets those go on who wait for it, and stops what it no longer needs. */
  check(clientId: string): void {
    const entry = this.options.get(clientId);
    if (entry?.state !== 'sending') this.stop(clientId);
    if (entry?.state === 'sending' && needsUpload(entry)) return;
    this.waiting.get(clientId)?.resolve();
    this.waiting.delete(clientId);
  }

  close(): void {
    this.isClosed = true;
    for (const { stop } of this.running.values()) stop();
  }

  private stop(clientId: string): void {
    for (const running of this.running.values()) if (running.clientId === clientId) running.stop();
  }

  private jobs(fits: (job: Job) => boolean): Job[] {
    const sending = this.options.entries().filter(({ state }) => state === 'sending');
    return sending.flatMap((entry) => (entry.files ?? []).map((file) => ({ entry, file })).filter(fits));
  }

  private next(): Job | undefined {
    const isFree = ({ entry, file }: Job) => !this.running.has(nameOf(entry.clientId, file));
    return this.jobs((job) => job.file.isKept && !job.file.fileId && isFree(job))[0];
  }

  private async keep({ entry, file }: Job): Promise<void> {
    const name = nameOf(entry.clientId, file);
    if (this.keeping.has(name)) return;
    this.keeping.add(name);
    try {
      await keepOnce(file);
      await this.keepOrRemove(entry.clientId, file);
    } catch (error) {
      this.fail(entry.clientId, error);
    } finally {
      this.keeping.delete(name);
    }
  }

  /** The message may have gone while its file was being copied. */
  private async keepOrRemove(clientId: string, file: OutboxFile): Promise<void> {
    if (this.isClosed) return;
    if (!this.options.get(clientId)) return removeKept(file.path);
    this.options.update(clientId, { ...file, isKept: true });
    this.start();
  }

  private async work(first: Job | undefined): Promise<void> {
    for (let job = first; job && !this.isClosed; job = this.next()) await this.uploadJob(job);
    this.workers -= 1;
  }

  private async uploadJob({ entry: { clientId }, file }: Job): Promise<void> {
    const name = nameOf(clientId, file);
    const stopped = new Deferred<void>();
    this.running.set(name, { clientId, percent: 0, stop: () => stopped.resolve() });
    try {
      for (let failures = 1; this.wants(clientId, file); failures++) {
        if (await this.uploadOnce(clientId, file, stopped.promise)) break;
        await rest(backOff(failures), stopped.promise);
      }
    } finally {
      this.running.delete(name);
    }
  }

  private wants(clientId: string, { field }: OutboxFile): boolean {
    const entry = this.options.get(clientId);
    const file = entry?.files?.find((each) => each.field === field);
    return !this.isClosed && entry?.state === 'sending' && file !== undefined && file.fileId === undefined;
  }

  /** Whether it need not be tried again. */
  private async uploadOnce(clientId: string, file: OutboxFile, stopped: Promise<void>): Promise<boolean> {
    const entry = this.options.get(clientId);
    if (!entry) return true;
    try {
      const upload = {
        cloudPath: cloudPath(entry.conversationId, clientId, file),
        filePath: file.path,
        onPercent: (percent: number) => this.progress(clientId, file, percent),
      };
      const fileId = await watchedUpload(upload, stopped);
      const isSame = this.options.get(clientId)?.conversationId === entry.conversationId;
      if (fileId && isSame && this.wants(clientId, file)) this.options.update(clientId, { ...file, fileId });
      return isSame;
    } catch (error) {
      if (isRetryable(error) && (await isKept(file.path))) return false;
      this.fail(clientId, isRetryable(error) ? 'FILE_GONE' : error);
      return true;
    }
  }

  private progress(clientId: string, file: OutboxFile, percent: number): void {
    const running = this.running.get(nameOf(clientId, file));
    if (!running || running.percent === percent) return;
    running.percent = percent;
    this.options.onPercent(clientId);
  }

  private fail(clientId: string, error: unknown): void {
    if (this.isClosed || this.options.get(clientId)?.state !== 'sending') return;
    this.options.onFailed(clientId, error === 'FILE_GONE' ? error : failureCode(error));
  }
}

/** Whether a message still has to wait for its files. */
export const needsUpload = ({ files = [] }: OutboxEntry): boolean => files.some(({ fileId }) => !fileId);

const nameOf = (clientId: string, { field }: OutboxFile): string => `${clientId}-${field}`;

/** The app may have been killed after the copy was made and before that was noted. */
async function keepOnce({ source, path }: OutboxFile): Promise<void> {
  try {
    await keepCopy(source, path);
  } catch (error) {
    if (!(await isKept(path))) throw error;
  }
}

async function rest(ms: number, stopped: Promise<void>): Promise<void> {
  const pause = new Pause(ms);
  await Promise.race([pause.over, stopped]);
  pause.end();
}
