import type { Clock, Plain } from '../contract';
import type { Ledger, Verdict } from './ledger';
import { judge, type Moderation } from './moderation';

/** Brings an event to a function; rejects when the function fails. */
export type Push = (functionName: string, event: Plain) => Promise<unknown>;

/** Delivers verdicts on media some time after they were asked for, also across a restart. */
export interface Verdicts {
  promise(verdict: Omit<Verdict, 'attempts'>): Promise<void>;
  stop(): void;
}

type Parts = { ledger: Ledger; clock: Clock; push: Push; url: string };

const MOST_ATTEMPTS = 3;
const MAX_BYTES = 10 * 1024 * 1024;
const NOT_DOWNLOADED = { errcode: -1008, errmsg: 'download media fail' };
const TOO_LARGE = { errcode: 45001, errmsg: 'media size out of limit' };
const OK = { errcode: 0, errmsg: 'ok' };

/** The verdicts of one ledger; `url` is where this cloud's own files are. */
export function deliverVerdicts({ ledger, clock, push, url }: Parts): Verdicts {
  const timers = new Set<NodeJS.Timeout>();

  function schedule(verdict: Verdict): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      deliver(verdict).catch(report);
    }, ledger.moderation().mediaDelayMs);
    timers.add(timer);
  }

  async function deliver(verdict: Verdict): Promise<void> {
    const moderation = ledger.moderation();
    const event = eventOf(verdict, await mediumState(verdict.mediaUrl, url), moderation, clock);
    try {
      await push(moderation.mediaFunction, event);
      await ledger.removeVerdict(verdict.traceId);
    } catch (error) {
      report(error);
      await retry({ ...verdict, attempts: verdict.attempts + 1 });
    }
  }

  async function retry(verdict: Verdict): Promise<void> {
    if (verdict.attempts >= MOST_ATTEMPTS) return ledger.removeVerdict(verdict.traceId);
    await ledger.putVerdict(verdict);
    schedule(verdict);
  }

  for (const verdict of ledger.verdicts()) schedule(verdict);
  return {
    async promise(wanted) {
      const verdict = { ...wanted, attempts: 0 };
      await ledger.putVerdict(verdict);
      schedule(verdict);
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** Whether the medium could be fetched. Only this cloud's own files can be asked for: there is no network beyond it. */
async function mediumState(mediaUrl: string, ownUrl: string): Promise<Plain> {
  if (!/^https?:/.test(mediaUrl)) return NOT_DOWNLOADED;
  if (!mediaUrl.startsWith(`${ownUrl}/`)) return OK;
  const response = await fetch(mediaUrl, { method: 'HEAD' });
  if (!response.ok) return NOT_DOWNLOADED;
  return Number(response.headers.get('content-length')) > MAX_BYTES ? TOO_LARGE : OK;
}

function eventOf(verdict: Verdict, state: Plain, moderation: Moderation, clock: Clock): Plain {
  const { traceId, appid, openid, mediaUrl } = verdict;
  return {
    ToUserName: 'gh_local',
    FromUserName: openid,
    CreateTime: Math.floor(clock.now() / 1000),
    MsgType: 'event',
    Event: 'wxa_media_check',
    appid,
    trace_id: traceId,
    version: 2,
    ...state,
    ...(state === OK ? judgementOf(mediaUrl, moderation) : { detail: [] }),
  };
}

function judgementOf(mediaUrl: string, moderation: Moderation): Plain {
  const { suggest, label } = judge(readable(mediaUrl), moderation);
  const verdict = { suggest, label: String(label) };
  return { detail: [{ strategy: 'content_model', errcode: 0, ...verdict, prob: 90 }], result: verdict };
}

/** The address as people read it, if it is well formed. */
function readable(mediaUrl: string): string {
  try {
    return decodeURI(mediaUrl);
  } catch (error) {
    if (error instanceof URIError) return mediaUrl;
    throw error;
  }
}

function report(error: unknown): void {
  console.error(`wxa_media_check: ${error instanceof Error ? error.message : String(error)}`);
}
