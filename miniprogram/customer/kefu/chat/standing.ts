import type { ConversationState } from '../../../../cloudfunctions/common/protocol/documents';
import { queueText } from '../../../shared/format/title';
import { words } from '../../text/words';

/** What the chat's page shows of how the conversation stands, at a server time. */
export function standingOf(state: ConversationState, now: number) {
  const { status, isLong = false, choices = [], reopenUntil = 0 } = state;
  return {
    isQueued: status === 'queued',
    isLong,
    place: queueText(state),
    queueNote: isLong ? words.queue.long : words.queue.line,
    choices: status === 'bot' ? choices : [],
    goOn: status === 'closed' && now < reopenUntil ? words.goOn : '',
  };
}
