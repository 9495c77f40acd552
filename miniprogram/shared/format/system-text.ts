import type { SystemBody } from '../../../cloudfunctions/common/protocol/documents';
import { type Text, text } from '../text/text';
import { spanText } from './time';

/** Whose phone says it: the same event reads differently on each side. */
export type Side = 'customer' | 'agent';

type Words = Text['system'][Side];

/** What a system message says to a person; `own`: it was done by them. Nothing when it only fills its place in the order, or is none of a customer's business. */
export function systemText(body: SystemBody, side: Side, own: boolean): string {
  return side === 'agent' ? agentText(body, own) : customerText(body, own);
}

function customerText(body: SystemBody, own: boolean): string {
  const words = text.system.customer;
  switch (body.event) {
    case 'takenOver':
      return words.transferred(body.agentName);
    case 'idle':
      return words.idle(spanText(body.closesInMinutes));
    case 'held':
    case 'resumed':
    case 'offered':
    case 'declined':
      return '';
    default:
      return commonText(body, words, own);
  }
}

function agentText(body: SystemBody, own: boolean): string {
  const words = text.system.agent;
  switch (body.event) {
    case 'takenOver':
      return words.takenOver(body.agentName);
    case 'requeued':
      return body.reason ? words.requeuedBecause[body.reason] : words.requeued;
    case 'offered':
      return words.offered(body.agentName);
    case 'declined':
      return words.declined(body.agentName);
    case 'held':
    case 'resumed':
    case 'idle':
      return words[body.event];
    default:
      return commonText(body, words, own);
  }
}

type CommonBody = Exclude<SystemBody, { event: 'takenOver' | 'idle' | 'held' | 'resumed' | 'offered' | 'declined' }>;

/** What reads alike on both sides, in the words of each. */
function commonText(body: CommonBody, words: Words, own: boolean): string {
  switch (body.event) {
    case 'assigned':
    case 'transferred':
    case 'joined':
    case 'left':
      return words[body.event](body.agentName);
    case 'requeued':
    case 'reopened':
      return words[body.event];
    case 'skill':
      return words.skill(body.name);
    case 'rated':
      return words.rated(body.score);
    case 'closed':
      return closedText(body.by, words);
    case 'recalled':
      return own ? text.system.recalledByYou : recalledText(body.by, words);
    case 'released':
    case 'void':
      return '';
    default:
      return text.bubble.unknownKind;
  }
}

const recalledText = (by: 'customer' | 'agent', words: Words): string =>
  by === 'customer' ? words.recalledByCustomer : words.recalledByAgent;

function closedText(by: 'customer' | 'agent' | 'system', words: Words): string {
  if (by === 'customer') return words.closedByCustomer;
  return by === 'agent' ? words.closedByAgent : words.closedBySystem;
}
