import type { ChatItem } from '../chat-item';
import { isHeard, setHeard } from '../heard-voices';
import { text } from '../text/text';

export type VoicePlayerOptions = {
  /** The messages on the screen, in order. */
  items: () => readonly ChatItem[];
  /** Where a message can be heard from; undefined while that is not known. */
  sourceOf: (item: ChatItem) => string | undefined;
  /** What is heard now; empty when nothing is. */
  onPlaying: (key: string) => void;
  onHeard: (key: string) => void;
};

/** Whether somebody spoke to this phone and was not heard yet. */
export const isUnheard = ({ kind, own, messageId, body }: ChatItem): boolean =>
  kind === 'voice' && !own && body !== undefined && messageId !== undefined && !isHeard(messageId);

/** Plays voice messages, one at a time; after one that was new, the next new one below it. */
export class VoicePlayer {
  private audio: WechatMiniprogram.InnerAudioContext | undefined;
  private playing = '';
  private goesOn = false;

  constructor(private readonly options: VoicePlayerOptions) {}

  /** Plays a message, or stops when it is the one that is heard. */
  toggle(item: ChatItem): void {
    if (this.playing === item.key) this.stop();
    else this.play(item);
  }

  stop(): void {
    this.audio?.destroy();
    this.audio = undefined;
    this.tell('');
  }

  private play(item: ChatItem): void {
    const source = this.options.sourceOf(item);
    this.stop();
    if (source === undefined) return this.fail();
    this.goesOn = isUnheard(item);
    this.audio = this.sound(source, item);
    this.tell(item.key);
    this.audio.play();
    if (item.messageId !== undefined) setHeard(item.messageId);
    this.options.onHeard(item.key);
  }

  private sound(source: string, item: ChatItem): WechatMiniprogram.InnerAudioContext {
    const audio = wx.createInnerAudioContext();
    audio.src = source;
    audio.obeyMuteSwitch = false;
    audio.onEnded(() => this.ended(item));
    audio.onError(() => {
      this.stop();
      this.fail();
    });
    return audio;
  }

  private ended(item: ChatItem): void {
    this.stop();
    const items = this.options.items();
    const place = items.findIndex(({ key }) => key === item.key);
    const next = this.goesOn && place >= 0 ? items.slice(place + 1).find(isUnheard) : undefined;
    if (next) this.play(next);
  }

  private tell(key: string): void {
    if (key === this.playing) return;
    this.playing = key;
    this.options.onPlaying(key);
  }

  private fail(): void {
    void wx.showToast({ title: text.tap.noSound, icon: 'none' });
  }
}
