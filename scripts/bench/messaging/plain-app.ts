import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A chat as WeChat's own demo has it: the client writes into a collection, and everybody watches the collection. One
 * page, no functions, no outbox; the list is not even sorted.
 */
const files: Record<string, string> = {
  'app.json': JSON.stringify({ pages: ['pages/room/room'], window: { navigationBarTitleText: 'room' } }),
  'app.js': `App({ onLaunch() { wx.cloud.init({ env: 'local' }); } });`,
  'pages/room/room.json': '{}',
  'pages/room/room.wxml': `
<view class="list"><view wx:for="{{chats}}" wx:key="_id" class="chat">{{item.textContent}}</view></view>
<view wx:if="{{isOpen}}">
  <textarea aria-label="消息输入框" value="{{text}}" bindinput="input" />
  <view role="button" bindtap="send">发送</view>
</view>`,
  'pages/room/room.js': `
const mint = () => Date.now() + '-' + Math.random();
Page({
  data: { chats: [], text: '', isOpen: false },
  shown: {},
  onLoad() {
    const query = wx.cloud.database().collection('room').where({ groupId: 'demo' }).orderBy('sendTimeTS', 'desc').limit(20);
    query.watch({ onChange: (snapshot) => this.show(snapshot), onError: console.error });
  },
  show({ type, docs, docChanges }) {
    const fresh = type === 'init' ? docs : docChanges.map(({ doc }) => doc);
    const added = fresh.filter(({ _id }) => _id && !this.shown[_id]);
    if (!this.data.isOpen) this.setData({ isOpen: true });
    if (added.length > 0) this.push(added);
  },
  push(added) {
    const changes = {};
    added.forEach((chat, index) => {
      this.shown[chat._id] = true;
      changes['chats[' + (this.data.chats.length + index) + ']'] = chat;
    });
    this.setData(changes);
    wx.pageScrollTo({ scrollTop: 1e6, duration: 0 });
  },
  input({ detail }) { this.setData({ text: detail.value }); },
  send() {
    const now = new Date();
    const chat = { _id: mint(), groupId: 'demo', nickName: '访客', avatar: '', msgType: 'text', textContent: this.data.text };
    this.push([{ ...chat, writeStatus: 1 }]);
    this.setData({ text: '' });
    wx.cloud.database().collection('room').add({ data: { ...chat, sendTime: now, sendTimeTS: now.getTime() } });
  },
});`,
};

/** Writes the mini-program; answers its folder. */
export function writePlainApp(folder: string): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
