import type { FeedDocument, Person } from '../../../../cloudfunctions/common/protocol/documents';
import type { Reply } from '../../../../cloudfunctions/common/protocol/errors';
import type { CloudModel } from './cloud-model';
import { Device } from './device';

/**
 * What becomes of one request: executed and answered, the same after some seconds, executed twice, executed without an answer,
 * executed long after the phone has given up, not executed at all, or neither executed nor answered.
 */
export type Fate = 'answer' | 'slow' | 'repeat' | 'lose' | 'delay' | 'fail' | 'hang' | Reply<never>;

/** What becomes of an upload: `lose`: the file is there, but nobody says so; `stall`: half of it is sent, and no more. */
export type UploadFate = 'answer' | 'slow' | 'lose' | 'fail' | 'stall' | 'silent';

type Upload = {
  cloudPath: string;
  filePath: string;
  success: (result: { fileID: string }) => void;
  fail: (error: object) => void;
};

type WatchCallbacks = { onChange: (snapshot: unknown) => void; onError: (error: unknown) => void };

/** One way. */
const LATENCY_MS = 20;
const SLOW_MS = 5_000;
const DELAY_MS = 15_000;
const unreachable = { errCode: -1, errMsg: 'request:fail' };
const denied = { errCode: -502003, errMsg: 'database permission denied' };

/** A phone with a cloud that is a model, and a line to it that may fail in every way. */
export class Phone extends Device {
  readonly watches = new Set<WatchCallbacks>();
  /** Decides about each function call. */
  fate: (name: string, data: Record<string, unknown>) => Fate = () => 'answer';
  uploadFate: (cloudPath: string) => UploadFate = () => 'answer';
  /** Uploads under way, and the most there have been at once. */
  uploading = 0;
  mostUploading = 0;
  /** Whether queries work, and watches. */
  database: 'works' | 'unreachable' | 'denied' = 'works';
  canWatch = true;
  /** A watch is neither opened nor refused. */
  isSilent = false;
  queries = 0;
  opened = 0;

  constructor(
    private readonly cloud: CloudModel,
    private readonly owner: Person,
  ) {
    super();
  }

  /** Makes this the phone the app runs on. */
  install(): void {
    Object.assign(globalThis, { wx: this.api(this.line()) });
  }

  override setOnline(isOnline: boolean): void {
    if (!isOnline) this.breakWatches();
    super.setOnline(isOnline);
  }

  override kill(): void {
    super.kill();
    this.watches.clear();
  }

  /** All watches end with an error, as after their last attempt to reconnect. */
  breakWatches(): void {
    for (const watch of this.watches) watch.onError({ errCode: -402003, errMsg: 'watch reconnect fail' });
    this.watches.clear();
  }

  /** Throws what the database answers when it answers nothing better. */
  checkDatabase(): void {
    if (!this.isOnline || this.database === 'unreachable') throw unreachable;
    if (this.database === 'denied') throw denied;
  }

  private line() {
    return {
      init: () => {},
      callFunction: (request: { name: string; data: { action: string } }) => this.callFunction(request),
      uploadFile: (upload: Upload) => this.upload(upload),
      database: () => ({
        command: { gt: (value: Date) => ({ after: value }) },
        collection: () => ({ where: (condition: Condition) => new Query(this, this.cloud, this.owner, condition) }),
      }),
    };
  }

  private upload({ cloudPath, filePath, success, fail }: Upload): object | undefined {
    const fate = this.isOnline ? this.uploadFate(cloudPath) : 'fail';
    const listeners: ((result: { progress: number }) => void)[] = [];
    let isAborted = false;
    const end = (finish: () => void) => {
      if (!isAborted) finish();
      if (!isAborted) this.uploading -= 1;
      isAborted = true;
    };
    const isThere = this.files.has(filePath);
    this.mostUploading = Math.max(this.mostUploading, ++this.uploading);
    setTimeout(() => {
      if (!isAborted) for (const tell of listeners) tell({ progress: 50 });
    }, LATENCY_MS);
    setTimeout(
      () => {
        if (isAborted || fate === 'stall') return;
        const fileID = isThere && fate !== 'fail' ? this.cloud.putFile(cloudPath) : undefined;
        end(() => (fileID && fate !== 'lose' ? success({ fileID }) : fail(unreachable)));
      },
      fate === 'slow' ? SLOW_MS : 2 * LATENCY_MS,
    );
    if (fate === 'silent') return undefined;
    return {
      onProgressUpdate: (listener: never) => void listeners.push(listener),
      abort: () => end(() => fail({ errCode: -1, errMsg: 'uploadFile:fail abort' })),
    };
  }

  private async callFunction({ name, data }: { name: string; data: { action: string } }) {
    await later(LATENCY_MS);
    const fate = this.isOnline ? this.fate(name, data) : 'fail';
    const execute = () => this.cloud.answer(this.owner, name, structuredClone(data));
    if (fate === 'hang') await new Promise(() => {});
    if (fate === 'slow') await later(SLOW_MS);
    if (fate === 'delay') setTimeout(execute, DELAY_MS);
    if (fate === 'repeat') execute();
    const isExecuted = fate === 'answer' || fate === 'slow' || fate === 'repeat' || fate === 'lose';
    const reply = isExecuted ? execute() : fate;
    await later(LATENCY_MS);
    if (fate === 'lose' || fate === 'delay' || fate === 'fail') throw unreachable;
    return { result: structuredClone(reply) };
  }
}

type Condition = { to: string; at: { after: Date } };

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

class Query {
  private isNewestFirst = false;
  private skipped = 0;
  private limited = 20;

  constructor(
    private readonly phone: Phone,
    private readonly cloud: CloudModel,
    private readonly owner: Person,
    private readonly condition: Condition,
  ) {}

  orderBy(field: string, order: string): this {
    if (field === 'at') this.isNewestFirst = order === 'desc';
    return this;
  }

  skip(count: number): this {
    this.skipped = count;
    return this;
  }

  limit(count: number): this {
    this.limited = Math.min(20, count);
    return this;
  }

  async get() {
    await later(LATENCY_MS);
    this.phone.queries += 1;
    this.phone.checkDatabase();
    const found = this.matching();
    const ordered = this.isNewestFirst ? found.reverse() : found;
    return { data: structuredClone(ordered.slice(this.skipped, this.skipped + this.limited)) };
  }

  watch(callbacks: WatchCallbacks): { close: () => Promise<void> } {
    const stop = this.cloud.onFeed((document) => {
      if (this.phone.watches.has(callbacks) && this.has(document)) callbacks.onChange(pushed('enqueue', document));
    });
    const close = async () => {
      stop();
      this.phone.watches.delete(callbacks);
    };
    setTimeout(() => this.open(callbacks), LATENCY_MS);
    return { close };
  }

  private open(callbacks: WatchCallbacks): void {
    if (this.phone.isSilent) return;
    try {
      this.phone.checkDatabase();
      if (!this.phone.canWatch) throw { errCode: -402002, errMsg: 'watch init fail' };
    } catch (error) {
      callbacks.onError(error);
      return;
    }
    this.phone.opened += 1;
    this.phone.watches.add(callbacks);
    callbacks.onChange({ type: 'init', docs: this.matching().map(asText), docChanges: [] });
  }

  private matching(): FeedDocument[] {
    return this.cloud.feed.filter((document) => this.has(document));
  }

  private has({ to, at }: FeedDocument): boolean {
    const reader = this.condition.to === '{openid}' ? this.owner.to : this.condition.to;
    return to === reader && at > this.condition.at.after;
  }
}

const pushed = (queueType: string, document: FeedDocument) => ({
  docs: [],
  docChanges: [{ queueType, dataType: 'add', doc: asText(document) }],
});

/** A push carries dates as text. */
const asText = (document: FeedDocument): unknown => JSON.parse(JSON.stringify(document));
