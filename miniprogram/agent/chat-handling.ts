import type { ConversationState } from '../../cloudfunctions/common/protocol/documents';
import type { ConversationRow } from '../shared/conversation-rows';
import { serverNow } from '../shared/server-time';
import { ColleagueSigns } from './colleague-signs';
import type { Conversation } from './conversation';
import { factsOf, type Fact } from './customer-facts';
import { type HandlingBar, handlingBar } from './handling-bar';
import { offerView, type OfferView } from './offer-view';
import type { Session } from './session';

/** What a chat shows of those who look after it. */
export type HandlingData = {
  bar: HandlingBar | null;
  offer: OfferView | null;
  /** What is known of the customer. */
  facts: Fact[];
  /** This person has, or had, the conversation. */
  isOwn: boolean;
  /** A colleague is answering at the moment. */
  colleague: string;
};

export const noHandling: HandlingData = { bar: null, offer: null, facts: [], isOwn: false, colleague: '' };

export type ChatHandlingOptions = {
  session: Session;
  opened: Conversation;
  show: (data: Partial<HandlingData>) => void;
  /** What this person is to the conversation may have changed. */
  onPart: (part: Conversation['part']) => void;
};

/** Follows who looks after the conversation of a chat. */
export class ChatHandling {
  private readonly stop: () => void;
  private readonly signs: ColleagueSigns;
  private state: ConversationState;

  constructor(private readonly options: ChatHandlingOptions) {
    const { session, opened, show } = options;
    this.state = opened;
    this.stop = session.subscribe({ onConversations: () => this.showAll() });
    this.signs = new ColleagueSigns({
      conversationId: opened.conversationId,
      ownId: session.me.id,
      feed: session.feed,
      onChange: (colleague) => show({ colleague }),
    });
    this.showAll();
  }

  setState(state: ConversationState): void {
    this.state = state;
    this.showAll();
  }

  /** The conversation as it is known now. */
  conversation(): Conversation {
    const { opened } = this.options;
    return { ...opened, ...this.row(), ...this.state };
  }

  close(): void {
    this.stop();
    this.signs.close();
  }

  private row(): ConversationRow | undefined {
    const { session, opened } = this.options;
    return session.conversations.items().find(({ conversationId }) => conversationId === opened.conversationId);
  }

  /** As long as the list has not come, what was known at the opening counts. */
  private part(): Conversation['part'] {
    const { session, opened } = this.options;
    return session.isListed() ? this.row()?.part : opened.part;
  }

  private showAll(): void {
    const { session, show, onPart } = this.options;
    const [row, part, now] = [this.row(), this.part(), serverNow()];
    onPart(part);
    show({
      bar: handlingBar({ ...this.state, part }, session.me, now) ?? null,
      offer: (row && offerView(row, session, now)) ?? null,
      facts: factsOf(this.conversation(), session.options.skillName(this.conversation().skill), now),
      isOwn: this.state.agent?.id === session.me.id,
    });
  }
}
