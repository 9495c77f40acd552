import type { Action, Data, Params } from '../../cloudfunctions/common/protocol/action';
import type { ActionName, Contract, FunctionName } from '../../cloudfunctions/common/protocol/contract';
import type { FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import { AppError, errorCodes, type Reply } from '../../cloudfunctions/common/protocol/errors';
import { Deferred } from './deferred';
import { NetworkError } from './failure';
import { withinTime } from './time-limit';

/** Nothing the phone asks may hang longer. */
const CALL_LIMIT_MS = 10_000;

/** The database's answer to a query that the security rules forbid. */
const PERMISSION_DENIED = -502003;

type ActionOf<F extends FunctionName, A extends ActionName<F>> = Extract<Contract[F][A], Action>;

/** Connects this app to its cloud environment; to be called once, first of all. */
export function initCloud(env: string): void {
  wx.cloud.init({ env, traceUser: false });
}

/** Asks a function for an action. Throws `AppError` when refused, `NetworkError` when there is no answer. */
export async function call<F extends FunctionName, A extends ActionName<F>>(
  fn: F,
  action: A,
  params: Params<ActionOf<F, A>>,
): Promise<Data<ActionOf<F, A>>> {
  const { result } = await answered(wx.cloud.callFunction({ name: fn, data: { action, ...params } }));
  const reply = result as unknown as Reply<Data<ActionOf<F, A>>> | undefined;
  if (reply?.ok) return reply.data;
  throw reply && reply.code in errorCodes
    ? new AppError(reply.code, reply.message)
    : new NetworkError(`${fn}.${action}: no understandable answer`);
}

export type Upload = { cloudPath: string; filePath: string; onPercent: (percent: number) => void };

type MaybeTask = { abort?: () => void; onProgressUpdate?: (listener: (result: { progress: number }) => void) => void };

/**
 * Uploads a file of this phone; what is aborted rejects with `NetworkError`.
 * With callbacks a task is promised, but some phones answer with something else, which then tells no progress:
 * https://developers.weixin.qq.com/community/develop/doc/0008eca4b14b28609b51d2e1a67000
 */
export function uploadFile({ cloudPath, filePath, onPercent }: Upload): {
  fileId: Promise<string>;
  abort: () => void;
} {
  const { promise, resolve, reject } = new Deferred<string>();
  const answer: unknown = wx.cloud.uploadFile({
    cloudPath,
    filePath,
    success: ({ fileID }) => resolve(fileID),
    fail: (error) => reject(platformError(error)),
  });
  const task = (answer ?? {}) as MaybeTask;
  if (answer instanceof Promise) answer.catch(() => undefined);
  task.onProgressUpdate?.(({ progress }) => onPercent(progress));
  return {
    fileId: promise,
    abort: () => {
      task.abort?.();
      reject(new NetworkError('the upload was aborted'));
    },
  };
}

/** Oldest first, the feed documents of one reader that were written after a server time. */
export async function readFeed(query: {
  to: string;
  after: number;
  skip: number;
  limit: number;
}): Promise<FeedDocument<number>[]> {
  const { data } = await answered(
    feedOf(query).orderBy('at', 'asc').orderBy('_id', 'asc').skip(query.skip).limit(query.limit).get(),
  );
  return data.map(toFeedDocument);
}

/** The server time of the newest document in a reader's feed; 0 when there is none. */
export async function newestInFeed(to: string): Promise<number> {
  const { data } = await answered(feedOf({ to, after: 0 }).orderBy('at', 'desc').limit(1).get());
  return data.map(toFeedDocument)[0]?.at ?? 0;
}

export type FeedWatch = {
  to: string;
  after: number;
  /** First everything that is there already, then what comes. */
  onDocuments: (documents: FeedDocument<number>[]) => void;
  /** The watch is over and will not come back by itself. */
  onError: (error: Error) => void;
};

/** Has the database push a reader's feed. */
export function watchFeed({ to, after, onDocuments, onError }: FeedWatch): { close(): void } {
  const listener = feedOf({ to, after }).watch({
    onChange: (snapshot) => onDocuments(arrived(snapshot).map(toFeedDocument)),
    onError: (error) => onError(platformError(error)),
  });
  return { close: () => void listener.close()?.catch(onError) };
}

function feedOf({ to, after }: { to: string; after: number }): DB.Query {
  const database = wx.cloud.database();
  return database.collection('feed').where({ to, at: database.command.gt(new Date(after)) });
}

function arrived({ type, docs, docChanges }: DB.ISnapshot): DB.IDocumentData[] {
  if (type === 'init') return docs as DB.IDocumentData[];
  return docChanges.filter(({ queueType }) => queueType !== 'dequeue').map(({ doc }) => doc);
}

const toFeedDocument = (document: DB.IDocumentData): FeedDocument<number> =>
  ({ ...document, at: toMilliseconds(document.at) }) as FeedDocument<number>;

/** A date comes as a `Date` from a query, as text or as `{$date}` from a push. */
function toMilliseconds(value: unknown): number {
  if (typeof value === 'object' && value !== null && '$date' in value) return toMilliseconds(value.$date);
  return new Date(value as string | number | Date).getTime();
}

async function answered<T>(request: Promise<T>): Promise<T> {
  try {
    return await withinTime(CALL_LIMIT_MS, request);
  } catch (error) {
    throw platformError(error);
  }
}

function platformError(error: unknown): Error {
  const { errCode, errMsg } = error as { errCode?: number; errMsg?: string };
  if (errCode === PERMISSION_DENIED) return new AppError('FORBIDDEN', errMsg);
  return new NetworkError(errMsg ?? String(error));
}
