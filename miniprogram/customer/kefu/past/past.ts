import type { ChatAct } from '../../../shared/components/chat-view/chat-view-data';
import { keysOf } from '../../../shared/keys';
import { ChatScreen } from '../../../shared/screens/chat-screen';
import { failureText } from '../../../shared/screens/failure-text';
import { followAppearance } from '../../appearance';
import { knownBusiness } from '../../business';
import { openFeed, openOutbox } from '../../session';
import { words } from '../../text/words';
import { viewerOf } from '../chat/looks';

/** A conversation that has ended, to read only. */
Page({
  data: { t: { past: words.history.past }, style: '', failure: '' },
  screen: undefined as ChatScreen | undefined,
  unfollow: undefined as (() => void) | undefined,
  conversationId: '',
  title: '',
  isLeft: false,

  async onLoad({ id = '', title = '' }) {
    this.conversationId = id;
    this.title = decodeURIComponent(title);
    this.unfollow = followAppearance((style) => this.setData({ style }));
    await this.open();
  },
  onUnload() {
    this.isLeft = true;
    this.screen?.close();
    this.unfollow?.();
  },
  async open() {
    this.setData({ failure: '' });
    try {
      const [keys, outbox] = await Promise.all([keysOf(this.conversationId), openOutbox()]);
      if (this.isLeft) return;
      this.screen = new ChatScreen({
        conversationId: this.conversationId,
        keys,
        state: { status: 'closed' },
        me: { role: 'customer' },
        feed: openFeed(),
        outbox,
        viewer: viewerOf(knownBusiness()),
        title: () => this.title,
        onState: () => undefined,
        view: this.selectComponent('#chat'),
      });
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
  },
  async act({ detail }: WechatMiniprogram.CustomEvent<ChatAct>) {
    if (detail.name === 'retry') await this.open();
    else await this.screen?.act(detail);
  },
});
