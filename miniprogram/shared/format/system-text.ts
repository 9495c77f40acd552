import type { SystemBody } from '../../../cloudfunctions/common/protocol/documents';
import { type Text, text } from '../text/text';

/** Whose phone says it: the same event reads differently on each side. */
export type Side = 'customer' | 'agent';

/** What a system message says to a person. A void entry only fills its place in the order and says nothing. */
export function systemText(body: SystemBody, side: Side): string {
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
      return body.by === 'customer' ? words.recalledByCustomer : words.recalledByAgent;
    case 'void':
      return '';
    default:
      return text.bubble.unknownKind;
  }
}

function closedText(by: 'customer' | 'agent' | 'system', words: Text['system'][Side]): string {
  if (by === 'customer') return words.closedByCustomer;
  return by === 'agent' ? words.closedByAgent : words.closedBySystem;
}
