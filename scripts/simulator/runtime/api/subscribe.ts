import type { MiniProgram } from '../mini-program';
import { failIfWanted } from '../outcomes';
import { type Consent, showSubscriptions, type Subscribing } from '../overlays/subscriptions';
import { api, ApiFailure } from './call';

type Answer = Consent | 'ban' | 'filter';

const maxTemplates = 5;
/** Under which name WeChat remembers the choices that shall always hold. */
const kept = 'subscriptions';

/** `wx.requestSubscribeMessage`, and what accepting does: one credit at the cloud for each accepted template. */
export function subscribeApi(program: MiniProgram): Record<string, unknown> {
  return {
    requestSubscribeMessage: api('requestSubscribeMessage', ({ tmplIds }: { tmplIds: string[] }) => {
      check(program, tmplIds);
      return request(program, [...new Set(tmplIds)]);
    }),
  };
}

/** The choices that always hold, as `wx.getSetting` tells them. */
export function subscriptionsSetting({ device, records }: MiniProgram): object {
  const itemSettings = (records.get(kept) ?? {}) as Record<string, Answer>;
  const isAny = Object.keys(itemSettings).length > 0;
  return { mainSwitch: device.subscriptionsOn, ...(isAny ? { itemSettings } : {}) };
}

/** Everything that WeChat refuses without asking the person. */
function check({ device, tap }: MiniProgram, tmplIds: unknown): void {
  if (!tap.isNow) throw new ApiFailure('can only be invoked by user TAP gesture.');
  if (!Array.isArray(tmplIds) || tmplIds.length === 0) refuse(10_001, "TmplIds can't be empty");
  if (!tmplIds.every((id) => typeof id === 'string' && id !== '')) refuse(10_004, 'Invalid template id');
  if (tmplIds.length > maxTemplates) refuse(20_003, 'Templates count out of max bounds');
  if (!device.subscriptionsOn) refuse(20_004, 'The main switch is switched off');
  if (!device.online) refuse(10_002, 'Request list fail');
}

async function request(program: MiniProgram, ids: string[]): Promise<Record<string, Answer>> {
  const outcome = program.device.outcomes.take('requestSubscribeMessage');
  failIfWanted(outcome);
  const answers = outcome ? decided(outcome, ids) : await ask(program, ids);
  const accepted = ids.filter((id) => answers[id] === 'accept');
  if (accepted.length > 0) await program.options.onSubscribed?.(accepted);
  return answers;
}

/** `accept,reject` answers the first template, then the second; the last word holds for the rest. */
function decided(outcome: string, ids: string[]): Record<string, Answer> {
  const words = outcome.split(',') as Answer[];
  return Object.fromEntries(ids.map((id, index) => [id, words[index] ?? words.at(-1) ?? 'reject']));
}

/** Asks for those of which nothing is remembered. */
async function ask({ records, screen, device }: MiniProgram, ids: string[]): Promise<Record<string, Answer>> {
  const known = (records.get(kept) ?? {}) as Record<string, Answer>;
  const open = ids.filter((id) => !(id in known));
  const { answers, isAlways }: Subscribing =
    open.length > 0 && device.asksSubscriptions ? await showSubscriptions(screen.overlays, open) : taken(open);
  if (isAlways) records.set(kept, { ...known, ...answers });
  return Object.fromEntries(ids.map((id) => [id, answers[id] ?? known[id] ?? 'reject']));
}

/** As a person who has chosen so for good. */
const taken = (ids: string[]): Subscribing => ({
  answers: Object.fromEntries(ids.map((id) => [id, 'accept' as const])),
  isAlways: false,
});

function refuse(errCode: number, reason: string): never {
  throw new ApiFailure(reason, { errCode });
}
