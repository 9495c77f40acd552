import type { ConversationSummary } from '../../cloudfunctions/common/protocol/conversation';
import { ChatHistory } from './chat-history';
import type { ChatPart } from './chat-part';
import { ReadMarker } from './read-marker';
import { TypingReport } from './typing-report';

export type ChatLiveOptions = {
  part: ChatPart;
  onLoaded: () => void;
  onGrown: () => void;
  onSummary: (summary: ConversationSummary) => void;
  onRefused: (error: unknown) => void;
};

/** The conversation a chat is in now: kept up to what the cloud has, and the other side up to what is done here. */
export class ChatLive {
  readonly part: ChatPart;
  readonly history: ChatHistory;
  readonly typing: TypingReport;
  readonly marker: ReadMarker;

  constructor(options: ChatLiveOptions) {
    this.part = options.part;
    this.history = new ChatHistory(options);
    this.typing = new TypingReport(options.part.conversationId);
    this.marker = new ReadMarker(options.part.conversationId, options.onRefused);
    this.history.reconcile();
  }

  close(): void {
    this.history.close();
    this.marker.close();
    this.typing.close();
  }
}
