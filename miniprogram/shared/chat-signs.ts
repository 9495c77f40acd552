import type { FeedDocument, Reader } from '../../cloudfunctions/common/protocol/documents';
import type { Self } from './chat-items';
import { decrypt } from './cipher';
import { heldKeys } from './keys';
import { TypingSign } from './typing-sign';

export type Here = { isHere: boolean; at: number };

export type ChatSignsOptions = {
  me: Self;
  onTyping: (isTyping: boolean) => void;
  /** What the other side has typed so far, empty when there is nothing any more. */
  onPreview: (text: string) => void;
  onHere: (here: Here) => void;
};

/** What the other side does without saying anything: writing, being here, having left. */
export class ChatSigns {
  private readonly sign: TypingSign;

  constructor(private readonly options: ChatSignsOptions) {
    this.sign = new TypingSign((isTyping) => {
      options.onTyping(isTyping);
      if (!isTyping) options.onPreview('');
    });
  }

  take(document: FeedDocument<number>): void {
    if (document.type === 'typing' && this.isOther(document.reader)) this.takeTyping(document);
    if (document.type === 'here' && this.isOther(document.reader)) this.options.onHere(document);
  }

  /** They said something at this server time. */
  said(at: number): void {
    this.sign.said(at);
  }

  isOther({ role }: Reader): boolean {
    return role !== this.options.me.role;
  }

  close(): void {
    this.sign.end();
  }

  private takeTyping({ _id, conversationId, at, preview }: FeedDocument<number> & { type: 'typing' }): void {
    const text = preview === undefined ? undefined : decrypt(heldKeys(conversationId), preview, _id);
    if (text === '') this.sign.end();
    else this.sign.typed(at);
    if (text !== undefined) this.options.onPreview(text);
  }
}
