import * as v from 'valibot';
import { check } from '../check';
import type { MovableClock } from '../clock';
import type { Plain } from '../contract';
import { faultSchema, type Faults } from '../faults';
import type { Timers } from '../functions/timers';
import type { SignIn } from '../identity/admission';
import { OWNER_APPID } from '../identity/service';
import type { Meter } from '../meter';

export type LocalOptions = {
  login: (user: SignIn) => Promise<string>;
  meter: Meter;
  faults: Faults;
  clock: MovableClock;
  timers: Timers;
};

/** The controls of the local cloud, by method and path; each answers the JSON it returns. */
export type LocalRoutes = Record<string, (body: Plain) => Plain | Promise<Plain>>;

const loginSchema = v.object({
  openid: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,128}$/, 'must be of A–Z a–z 0–9 _ -, as openids are')),
  appid: v.optional(v.string(), OWNER_APPID),
  share: v.exactOptional(v.object({ appid: v.string(), env: v.string() })),
});
const CENTURY_MS = 100 * 365 * 24 * 3_600_000;
const clockSchema = v.object({ offsetMs: v.pipe(v.number(), v.minValue(-CENTURY_MS), v.maxValue(CENTURY_MS)) });
const timerSchema = v.object({ name: v.string() });

export function localRoutes({ login, meter, faults, clock, timers }: LocalOptions): LocalRoutes {
  return {
    'POST /local/login': async (body) => ({ access_token: await login(check(loginSchema, body)) }),
    'GET /local/usage': () => meter.usage(),
    'POST /local/usage/reset': () => {
      meter.reset();
      return {};
    },
    'POST /local/faults': (body) => {
      faults.add(check(faultSchema, body));
      return {};
    },
    'DELETE /local/faults': () => {
      faults.clear();
      return {};
    },
    'POST /local/clock': (body) => {
      clock.move(check(clockSchema, body).offsetMs);
      timers.wake();
      return { now: clock.now() };
    },
    'POST /local/timers/run': async (body) => ({ result: await timers.run(check(timerSchema, body).name) }),
  };
}
