import { jest } from '@jest/globals';
import { parseCipher } from '../../../cloudfunctions/common/protocol/cipher';
import type { Reply } from '../../../cloudfunctions/common/protocol/errors';
import { anAgent } from '../documents';
import { seed } from '../seed';
import { stopClock } from '../assignment/clock';
import { perform, type Trouble } from '../assignment/director';
import { callAs, loadFunctions, runTimer, type Callable } from '../assignment/functions';
import { HeldDatabase, type Contents } from '../assignment/held-database';
import { HeldFiles } from '../assignment/held-files';

/** Everything that is kept, as it was at one time. */
export type Kept = { documents: Contents; files: [string, string][] };

/** Work that began longer ago than this is begun again. */
const RETRY_MS = 3_600_000;

/** What is due more often than this is never done. */
const MOST_TIMES = 30;

/** The functions with their database, their files and their clock in this process: nothing happens but what is asked for. */
export class World {
  #now = Date.UTC(2026, 0, 5, 2);

  private constructor(
    readonly database: HeldDatabase,
    readonly files: HeldFiles,
  ) {}

  /** One with a team and nothing said yet; its master keys have versions up to a current one. */
  static async open(currentKey = 1): Promise<World> {
    await loadFunctions(currentKey);
    const world = new World(await HeldDatabase.open(), HeldFiles.open());
    stopClock(world.#now);
    const leads = ['lead-1', 'lead-2'].map((_id) => anAgent({ _id, role: 'lead', presence: 'offline', leaseUntil: 0 }));
    await world.database.put('agents', [anAgent({ _id: 'agent-1', capacity: 20 }), ...leads]);
    return world;
  }

  async close(): Promise<void> {
    jest.useRealTimers();
    await this.database.close();
  }

  get now(): number {
    return this.#now;
  }

  pass(ms: number): void {
    this.#now += ms;
    jest.setSystemTime(this.#now);
  }

  /** What a function answers somebody; throws when it refuses. */
  async ask(openid: string, name: Callable, action: string, params: object = {}): Promise<Record<string, unknown>> {
    this.pass(100);
    const reply = await callAs({ openid, name, event: { action, ...params } });
    if (!reply.ok) throw new Error(`${name}.${action}: ${reply.code} ${reply.message}`);
    return reply.data as Record<string, unknown>;
  }

  keep(): Kept {
    return { documents: this.database.contents(), files: [...this.files.contents] };
  }

  async restore({ documents, files }: Kept): Promise<void> {
    await this.database.restore(documents);
    this.files.contents = new Map(files);
  }

  /** Does what is due until nothing is, however often it takes. */
  async finish(timer: 'jobs' | 'sweep'): Promise<void> {
    for (let time = 0, slices = 1; slices > 0; time += 1) {
      if (time > MOST_TIMES) throw new Error(`${timer} does not come to its end.`);
      this.pass(RETRY_MS);
      const reply = await runTimer(timer);
      if (!reply.ok) throw new Error(`${timer}: ${reply.code} ${reply.message}`);
      ({ slices = 0 } = reply.data as { slices?: number });
    }
  }

  /** Runs something that one of its requests befalls; whether it came to its end before. */
  async cut(begin: () => Promise<Reply<unknown>>, trouble: Trouble): Promise<boolean> {
    const [outcome] = await perform([{ begin, trouble }], [0], () => this.pass(1));
    return (outcome?.requests ?? 0) < trouble.atRequest;
  }
}

/** A life that is cut off: from what it begins, what is cut, and how it goes on afterwards. */
export type Life = {
  from: Kept;
  run: () => Promise<Reply<unknown>>;
  goOn: () => Promise<void>;
  /** What must be the same in the end, wherever it was cut. */
  told: () => unknown;
};

/**
 * Cuts something off at its first request, then at its second, and so on, each time from the same beginning, until it comes to its end
 * uncut; whatever is told afterwards goes to `compare`. Only at each so many requests when told so: which ones, the seed decides. The
 * request at which it came through.
 */
export async function cutEverywhere(
  world: World,
  { from, run, goOn, told }: Life,
  kind: Trouble['kind'],
  compare: (told: unknown, atRequest: number) => void,
  every = 1,
): Promise<number> {
  for (let atRequest = 1 + (seed % every); ; atRequest += every) {
    await world.restore(from);
    world.pass(RETRY_MS);
    const isThrough = await world.cut(run, { atRequest, kind });
    await goOn();
    compare(told(), atRequest);
    if (isThrough) return atRequest;
  }
}

/**
 * Everything that is kept in a form in which two ends of the same beginning are alike: what is sealed anew, minted and timed since then is
 * not told apart.
 */
export function alike({ documents, files }: Kept, from: Kept, since: number): unknown {
  const before = JSON.stringify(from);
  const plain = (value: unknown): unknown => {
    if (typeof value === 'number' && value >= since) return 'later';
    if (value instanceof Date) return value.getTime() >= since ? 'later' : value;
    if (typeof value === 'string') return isNew(value) ? 'new' : value;
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [isNew(key) ? 'new' : key, plain(one)]));
  };
  const isNew = (text: string): boolean =>
    (parseCipher(text) !== undefined || /^[0-9a-f]{24}$/.test(text)) && !before.includes(text);
  const told = Object.entries(documents).filter(([name]) => !NOT_TOLD.has(name));
  return {
    files: plain(files),
    documents: Object.fromEntries(told.map(([name, list]) => [name, sorted(plain(list))])),
  };
}

const sorted = (list: unknown): unknown[] => (list as unknown[]).map((one) => JSON.stringify(one)).toSorted();

/** How often something was tried, and who asked for it. */
const NOT_TOLD = new Set(['jobs', 'audit', 'audit_seals']);
