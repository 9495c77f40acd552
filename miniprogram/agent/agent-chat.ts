import type { ConversationState } from '../../cloudfunctions/common/protocol/documents';
import type { QuickReply } from '../../cloudfunctions/common/protocol/quick-replies';
import type { Colleague } from '../../cloudfunctions/common/protocol/team';
import { type Chat, type ChatOptions, openChat } from '../shared/chat';
import type { ChatItem } from '../shared/chat-item';
import type { ChatAct } from '../shared/components/chat-view/chat-view-data';
import { type MergedChat, openMergedChat } from '../shared/merged-chat';
import type { Outgoing } from '../shared/outgoing';
import { ChatScreen, type ChatView } from '../shared/screens/chat-screen';
import { text } from '../shared/text/text';
import { askOnce } from './alert-credits';
import { type agentPanel, panelFor } from './chat-tools';
import { type Conversation, mayWrite, type Opened } from './conversation';
import { ChatHandling, type HandlingData } from './chat-handling';
import { excerptNote, mentionedIn } from './forwarding';
import type { Target } from './navigation';
import { type QuickList, QuickPicker } from './quick-picker';
import { fillIn } from './quick-reply-text';
import { pictureMessage } from './reply-picture';
import type { Session } from './session';
import { words } from './text/words';
import { latestTyped } from './typed-words';

/** What the panel around a chat shows of it. */
export type PanelData = {
  isClosed: boolean;
  /** Whether one may also write to the customer: it is one's own conversation, or one was invited into it. */
  isMine: boolean;
  /** `note`: what is written is for colleagues only. */
  tone: '' | 'note';
  panel: typeof agentPanel;
  quick: QuickList;
  /** The picture that goes with the quick reply in the composer. */
  picture: string;
  preview: string;
} & HandlingData;

export type AgentChatOptions = {
  session: Session;
  opened: Opened;
  view: ChatView;
  show: (data: Partial<PanelData>) => void;
  onTitle: (title: string) => void;
  onHere: (here: { isHere: boolean; at: number }) => void;
  /** What the person wants of the panel: products, colleagues… */
  onTool: (act: ChatAct) => void;
};

/** A chat as an agent has it: with the notes of colleagues, quick replies and drafts. */
export class AgentChat {
  readonly picker: QuickPicker;
  private readonly screen: ChatScreen;
  private chat: Chat | MergedChat | undefined;
  private tone: PanelData['tone'] = '';
  private isMine = true;
  private readonly handling: ChatHandling;
  private state: ConversationState;
  private part: Conversation['part'];
  private picture = '';
  /** Colleagues who were chosen for the note that is being written. */
  private called: Colleague[] = [];

  constructor(private readonly options: AgentChatOptions) {
    const { conversation } = options.opened;
    this.picker = new QuickPicker({
      show: (quick) => options.show({ quick }),
      fill: (reply) => this.filled(reply),
      take: (reply, isWhole) => this.takeReply(reply, isWhole),
    });
    this.state = conversation;
    this.part = conversation.part;
    this.screen = this.openScreen();
    this.handling = new ChatHandling({
      session: options.session,
      opened: conversation,
      show: options.show,
      onPart: (part) => this.setPart(part),
    });
    options.show({ panel: panelFor(options.session.me, false) });
    this.showState(conversation);
    this.restoreDraft();
  }

  /** Does what the person did in the chat. */
  async act(act: ChatAct): Promise<void> {
    if (act.name === 'send') await this.send(act);
    else if (act.name === 'typed') await this.typed(act);
    else if (act.name === 'quote') await this.quote(act);
    else await this.screen.act(act);
  }

  item(key: string | undefined): ChatItem | undefined {
    return this.screen.item(key);
  }

  sendOutgoing(message: Outgoing): void {
    this.screen.sendOutgoing(message);
  }

  /** Passes messages on to a colleague, as a note. */
  forward(items: readonly ChatItem[], to: { agentId: string; words: string }): void {
    const { conversationId, customer } = this.options.opened.conversation;
    const note = excerptNote({ conversationId, items, ...to, own: text.chat.you, other: customer.name });
    if (this.chat && 'sendNote' in this.chat) this.chat.sendNote(note);
  }

  /** Names a colleague in the note that is being written. */
  call(colleague: Colleague): void {
    this.called.push(colleague);
    this.screen.insert(words.note.mentionOne(colleague.name));
  }

  /** What is written goes to colleagues only, or to the customer again. */
  setNoting(isNoting: boolean): void {
    const tone = isNoting && this.options.opened.notes ? 'note' : '';
    if (tone === this.tone) return;
    this.tone = tone;
    this.picker.close();
    this.options.show({ tone, panel: panelFor(this.options.session.me, tone === 'note') });
  }

  /** The conversation as it is known now. */
  conversation(): Conversation {
    return this.handling.conversation();
  }

  dropPicture(): void {
    this.picture = '';
    this.options.show({ picture: '' });
  }

  /** Shows a message in its surroundings, with the words that were looked for. */
  async goTo({ seq, isNote, words: marked }: Target): Promise<void> {
    const { conversation, notes } = this.options.opened;
    const conversationId = isNote ? notes?.conversationId : conversation.conversationId;
    if (conversationId !== undefined) await this.screen.goTo({ seq, conversationId }, marked);
  }

  setVisible(isVisible: boolean): void {
    this.screen.setVisible(isVisible);
  }

  close(): void {
    this.handling.close();
    this.screen.close();
  }

  private openScreen(): ChatScreen {
    const { session, opened, view, show, onTitle, onHere } = this.options;
    const { self, me, feed, outbox, hidden, audit } = session;
    const { conversationId, customer, status, agent, position } = opened.conversation;
    return new ChatScreen({
      conversationId,
      keys: opened.keys,
      state: { status, ...(agent && { agent }), ...(position !== undefined && { position }) },
      me: self,
      account: me.id,
      audit,
      hidden,
      feed,
      outbox,
      view,
      viewer: { side: 'agent', own: text.chat.you, other: customer.name, otherPicture: customer.avatar ?? '' },
      canForward: opened.notes !== undefined,
      open: (options) => this.openChat(options),
      send: (message) => this.sendApart(message),
      title: () => customer.name,
      onTitle,
      onHere,
      onState: (state) => this.showState(state),
      onPreview: (typed) => show({ preview: typed && words.preview(latestTyped(typed)) }),
      onAct: (act) => void this.actOf(act),
    });
  }

  private openChat(options: ChatOptions): Chat {
    const { notes } = this.options.opened;
    this.chat = notes ? openMergedChat({ ...options, notes }) : openChat(options);
    return this.chat;
  }

  private showState(state: ConversationState): void {
    this.state = state;
    this.handling.setState(state);
    this.showMine();
  }

  private setPart(part: Conversation['part']): void {
    if (part === this.part) return;
    this.part = part;
    this.showMine();
  }

  /** Who can write to the customer only now does not go on writing notes. */
  private showMine(): void {
    const { state, isMine: wasMine } = this;
    this.isMine = mayWrite(state, this.part, this.options.session);
    this.options.show({ isMine: this.isMine, isClosed: state.status === 'closed' });
    this.setNoting(!this.isMine || (wasMine && this.tone === 'note'));
  }

  /** The composer may still hold what was written elsewhere. To a colleague's customer one writes nothing. */
  private restoreDraft(): void {
    const { session, opened } = this.options;
    this.screen.setDraft(this.isMine ? session.drafts.of(opened.conversation.conversationId) : '');
  }

  /** Enter after a slash takes the quick reply; a note calls whom it names. */
  private async send(act: ChatAct): Promise<void> {
    if (this.picker.enter()) return;
    void askOnce(this.options.session.me.settings.templates.agent);
    const said = act.text ?? '';
    const mentions = this.tone === 'note' ? mentionedIn(said, this.called) : [];
    if (mentions.length > 0) this.sendOutgoing({ kind: 'text', body: { text: said, mentions } });
    else await this.screen.act(act);
    this.called = [];
    if (this.picture) await this.sendPicture(this.picture);
  }

  /** The customer does not learn that a note is being written. */
  private async typed(act: ChatAct): Promise<void> {
    const { session, opened, onTool } = this.options;
    const written = act.text ?? '';
    if (this.tone !== 'note') {
      session.drafts.set(opened.conversation.conversationId, written);
      await this.screen.act(act);
    } else if (written.endsWith('@')) onTool({ name: 'colleagues' });
  }

  /** What answers a note is a note. */
  private async quote(act: ChatAct): Promise<void> {
    if (this.isMine) this.setNoting(this.item(act.key)?.isNote === true);
    await this.screen.act(act);
  }

  private sendApart(message: Outgoing): void {
    if (!this.chat) return;
    const fitting = this.fitting(message);
    if (this.tone !== 'note') this.chat.send(fitting);
    else if ('sendNote' in this.chat) this.chat.sendNote(fitting);
  }

  /** Only notes can be answered by notes, and only what the customer can see by what they will. */
  private fitting({ replyTo, ...message }: Outgoing): Outgoing {
    const answered = this.chat?.items().find(({ messageId }) => messageId === replyTo?.messageId);
    const fits = (answered?.isNote === true) === (this.tone === 'note');
    return replyTo && fits ? { ...message, replyTo } : message;
  }

  private async actOf(act: ChatAct): Promise<void> {
    if (act.name === 'slash') await this.slash(act.text ?? '');
    else if (act.name === 'quick') await this.picker.toggle();
    else if (act.name === 'note') this.setNoting(true);
    this.options.onTool(act);
  }

  private async slash(typed: string): Promise<void> {
    if (this.tone !== 'note') await this.picker.typed(typed);
  }

  private filled(reply: string): string {
    const { session, opened } = this.options;
    const { customer, source } = opened.conversation;
    const product = source?.productName;
    return fillIn(reply, {
      customer: customer.name,
      agent: session.me.name,
      ...(product !== undefined && { product }),
    });
  }

  /** After the composer has emptied itself. What is put in its place it does not tell of. */
  private takeReply({ text: reply, image }: QuickReply, isWhole: boolean): void {
    this.picture = image?.url ?? '';
    this.options.show({ picture: this.picture });
    wx.nextTick(() => {
      if (isWhole) this.replaceDraft(reply);
      else this.screen.insert(reply);
    });
  }

  private replaceDraft(reply: string): void {
    const { session, opened } = this.options;
    this.screen.setDraft(reply);
    session.drafts.set(opened.conversation.conversationId, reply);
  }

  private async sendPicture(url: string): Promise<void> {
    this.dropPicture();
    try {
      this.sendOutgoing(await pictureMessage(url));
    } catch {
      void wx.showToast({ title: words.quick.sendFailed, icon: 'none' });
    }
  }
}
