import type { ChatItem } from '../chat-item';
import type { Paths } from '../format/message-rows';
import { text } from '../text/text';
import { confirm } from './confirm';
import { isMessage } from './message-acts';

export type SelectionOptions = {
  items: () => readonly ChatItem[];
  /** These messages were chosen, or are no longer. */
  onChange: (keys: string[]) => void;
  /** Takes messages off this phone. */
  remove: (items: readonly ChatItem[]) => void;
  forward: (keys: string[]) => void;
};

/** Several messages that are chosen together. */
export class Selection {
  private readonly keys = new Set<string>();
  private isOn = false;

  constructor(private readonly options: SelectionOptions) {}

  has(key: string): boolean {
    return this.keys.has(key);
  }

  /** Begins with this message; after that, chooses it or lets it go. */
  choose(key: string): void {
    this.isOn = true;
    if (!this.keys.delete(key)) this.keys.add(key);
    this.options.onChange([key]);
  }

  end(): void {
    const before = [...this.keys];
    this.keys.clear();
    this.isOn = false;
    this.options.onChange(before);
  }

  summary(): Paths {
    return { isSelecting: this.isOn, selectedCount: this.keys.size };
  }

  async copy(lineOf: (item: ChatItem) => string): Promise<void> {
    const lines = this.items().map(lineOf);
    this.end();
    await wx.setClipboardData({ data: lines.join('\n') });
  }

  forward(): void {
    const keys = this.items().map(({ key }) => key);
    this.end();
    this.options.forward(keys);
  }

  async remove(): Promise<void> {
    const items = this.items();
    if (!(await this.isSure(items.length))) return;
    this.end();
    this.options.remove(items);
  }

  async removeOne(item: ChatItem | undefined): Promise<void> {
    if (item && (await this.isSure(1))) this.options.remove([item]);
  }

  private isSure(count: number): Promise<boolean> {
    const { selection, menu } = text;
    return confirm({
      title: selection.confirm(count),
      content: selection.onlyHere,
      yes: menu.remove,
      no: selection.cancel,
    });
  }

  /** In the order in which they were said. */
  private items(): ChatItem[] {
    return this.options.items().filter((item) => this.keys.has(item.key) && isMessage(item));
  }
}
