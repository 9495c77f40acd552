import * as v from 'valibot';
import { action } from './action';
import { clientId, id } from './fields';
import { TEMPLATE_LIMIT } from './limits';

/** How many subscribe messages of one template may still be sent to somebody. */
export type Credit = { templateId: string; left: number; refusedAt?: number };

/** Whether words reach somebody now: in the chat, by a subscribe message, or not at all. */
export type Reach = { isHere: boolean; leftAt?: number; credits: number };

/** What `wx.requestSubscribeMessage` says of one template; newer versions know more words. */
const answer = v.pipe(v.string(), v.maxLength(32));

const answers = v.pipe(
  v.record(id, answer),
  v.check((value) => Object.keys(value).length <= TEMPLATE_LIMIT, `must name at most ${TEMPLATE_LIMIT} templates`),
);

export const alert = {
  /** What came of one tap, by template. `tapId` is minted once per tap: saying it again counts nothing twice. */
  credit: action<{ credits: Credit[] }>()({ tapId: clientId, templates: answers }),
  credits: action<{ credits: Credit[] }>()({}),
  /** Whether the customer of a conversation can be reached. */
  reach: action<Reach>()({ conversationId: id }),
};
