import type { ChatItem } from '../chat-item';
import type { MediaSource } from '../format/bubble';
import { MediaLinks } from '../media-links';
import { MediaOpener } from './media-opener';
import { VoicePlayer } from './voice-player';

export type ChatMediaOptions = {
  /** The messages on the screen, in order. */
  items: () => readonly ChatItem[];
  /** Something new is known of the files of these messages. */
  onChange: (keys: string[]) => void;
  onPercent: (key: string, percent: number) => void;
  onPlaying: (key: string) => void;
};

type Open = (item: ChatItem) => void | Promise<void>;

const kinds: ReadonlySet<string> = new Set(['image', 'voice', 'video', 'file']);

const hasFiles = ({ kind, body, messageId }: ChatItem): boolean =>
  kinds.has(kind) && body !== undefined && messageId !== undefined;

/** The files of a chat's messages: where they are, and how they are seen and heard. */
export class ChatMedia {
  private readonly links: MediaLinks;
  private readonly opener: MediaOpener;
  private readonly player: VoicePlayer;
  /** What was tapped before it was known where its files are, and how to open it. */
  private awaited: { key: string; open: Open } | undefined;

  constructor(private readonly options: ChatMediaOptions) {
    const { items, onPercent, onPlaying, onChange } = options;
    this.links = new MediaLinks((ids) => this.arrived(this.keysOf(ids)));
    this.opener = new MediaOpener({ items, sourceOf: (item) => this.sourceOf(item), onPercent });
    this.player = new VoicePlayer({
      items,
      sourceOf: (item) => this.addressOf(item),
      onPlaying,
      onHeard: (key) => onChange([key]),
    });
  }

  /** Where the files of a message are; on this phone, if they are. */
  sourceOf({ local, messageId }: ChatItem): MediaSource {
    const link = messageId === undefined ? undefined : this.links.of(messageId);
    if (local?.path === undefined) return link;
    const known = link === 'refused' ? undefined : link;
    return { ...known, url: local.path, ...(local.cover !== undefined && { cover: local.cover }) };
  }

  /** Looks for the files of what is shown. */
  want(): void {
    const wanted = this.options.items().filter((item) => hasFiles(item) && item.local?.path === undefined);
    for (const conversationId of new Set(wanted.map((item) => item.conversationId))) {
      const ids = wanted
        .filter((item) => item.conversationId === conversationId)
        .map(({ messageId = '' }) => messageId);
      this.links.want(conversationId, ids);
    }
  }

  /** Opens a message's files, as soon as it is known where they are, or asks for them again when they were refused. */
  open(item: ChatItem): void {
    this.openWith(item, (known) => (known.kind === 'voice' ? this.player.toggle(known) : this.opener.open(known)));
  }

  /** Opens a picture as it was taken, likewise. */
  openOriginal(item: ChatItem | undefined): void {
    if (item) this.openWith(item, (known) => this.opener.openOriginal(known));
  }

  retry(item: ChatItem | undefined): void {
    if (item?.messageId !== undefined) this.links.retry(item.conversationId, item.messageId);
  }

  /** Nothing is heard any more. */
  rest(): void {
    this.awaited = undefined;
    this.player.stop();
  }

  close(): void {
    this.rest();
    this.links.close();
  }

  private openWith(item: ChatItem, open: Open): void {
    if (!kinds.has(item.kind) || item.body === undefined) return;
    const source = this.sourceOf(item);
    this.awaited = source === undefined ? { key: item.key, open } : undefined;
    if (source === undefined) this.want();
    else if (source === 'refused') this.retry(item);
    else void open(item);
  }

  private arrived(keys: string[]): void {
    this.options.onChange(keys);
    const { awaited } = this;
    const tapped = this.options.items().find(({ key }) => key === awaited?.key && keys.includes(key));
    if (awaited && tapped && this.sourceOf(tapped) !== 'refused') this.openWith(tapped, awaited.open);
  }

  private addressOf(item: ChatItem): string | undefined {
    const source = this.sourceOf(item);
    return source === 'refused' ? undefined : source?.url;
  }

  private keysOf(messageIds: readonly string[]): string[] {
    const ids = new Set(messageIds);
    return this.options
      .items()
      .filter(({ messageId }) => messageId !== undefined && ids.has(messageId))
      .map(({ key }) => key);
  }
}
