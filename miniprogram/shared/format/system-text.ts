import type { SystemBody } from '../../../cloudfunctions/common/protocol/documents';
import { text } from '../text/text';

/** What a system message says to a person. A void entry only fills its place in the order and says nothing. */
export function systemText(body: SystemBody): string {
  switch (body.event) {
    case 'assigned':
      return text.system.assigned(body.agentName);
    case 'transferred':
      return text.system.transferred(body.agentName);
    case 'requeued':
      return text.system.requeued;
    case 'closed':
      return closedText(body.by);
    case 'recalled':
      return body.by === 'customer' ? text.system.recalledByCustomer : text.system.recalledByAgent;
    case 'void':
      return '';
    default:
      return text.bubble.unknownKind;
  }
}

function closedText(by: 'customer' | 'agent' | 'system'): string {
  if (by === 'customer') return text.system.closedByCustomer;
  return by === 'agent' ? text.system.closedByAgent : text.system.closedBySystem;
}
