import * as v from 'valibot';
import { check } from '../check';
import type { LocalRoutes } from '../gateway/local';
import type { Ledger } from './ledger';
import { moderationSchema } from './moderation';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
const subscriptionSchema = v.object({
  openid: name,
  appid: v.optional(name),
  templateIds: v.pipe(v.array(name), v.minLength(1)),
});

/** The controls of the open APIs: what users accepted, what was sent, how content is judged. */
export function openApiRoutes(ledger: Ledger, ownAppid: string): LocalRoutes {
  return {
    'GET /local/outbox': () => ({ messages: ledger.outbox() }),
    'POST /local/subscriptions': async (body) => {
      const { openid, appid = ownAppid, templateIds } = check(subscriptionSchema, body);
      await ledger.accept(templateIds.map((templateId) => ({ appid, openid, templateId })));
      return {};
    },
    'GET /local/moderation': () => ledger.moderation(),
    'POST /local/moderation': async (body) => {
      await ledger.moderate(check(moderationSchema, { ...ledger.moderation(), ...body }));
      return ledger.moderation();
    },
  };
}
