import type { SystemBody } from '../../../cloudfunctions/common/protocol/documents';
import { type Text, text } from '../text/text';

/** Whose phone says it: the same event reads differently on each side. */
export type Side = 'customer' | 'agent';

/** What a system message says to a person; `own`: it was done by them. A void entry only fills its place in the order, and one that releases a message says nothing either. */
export function systemText(body: SystemBody, side: Side, own: boolean): string {
  const words = text.system[side];
  switch (body.event) {
    case 'assigned':
      return words.assigned(body.agentName);
    case 'transferred':
      return words.transferred(body.agentName);
    case 'requeued':
      return words.requeued;
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

const recalledText = (by: 'customer' | 'agent', words: Text['system'][Side]): string =>
  by === 'customer' ? words.recalledByCustomer : words.recalledByAgent;

function closedText(by: 'customer' | 'agent' | 'system', words: Text['system'][Side]): string {
  if (by === 'customer') return words.closedByCustomer;
  return by === 'agent' ? words.closedByAgent : words.closedBySystem;
}
