import { ApiFailure } from './api/call';

/** How calls end that the person decides, by the name of the API; the next ones first, then what always holds. */
export class Outcomes {
  #always: Record<string, string> = {};
  readonly #next = new Map<string, string[]>();

  /** Replaces what holds for every call; an API that is not named asks the person. */
  setAlways(outcomes: Record<string, string>): void {
    this.#always = { ...outcomes };
  }

  /** The next call of `api` that nothing is decided of yet ends like this. */
  setNext(api: string, outcome: string): void {
    this.#next.set(api, [...(this.#next.get(api) ?? []), outcome]);
  }

  /** The outcome of a call that is made now; undefined when the person is asked. */
  take(api: string): string | undefined {
    return this.#next.get(api)?.shift() ?? this.#always[api];
  }
}

const reasons: Record<string, string> = { cancel: 'cancel', deny: 'auth deny', fail: 'system error' };

/** Fails the call when that is its outcome: `cancel`, `deny`, `fail`, or `fail:` and WeChat's own words. */
export function failIfWanted(outcome: string | undefined): void {
  if (outcome === undefined) return;
  const reason = outcome.startsWith('fail:') ? outcome.slice('fail:'.length) : reasons[outcome];
  if (reason !== undefined) throw new ApiFailure(reason, outcome === 'deny' ? { errno: 103 } : {});
}
