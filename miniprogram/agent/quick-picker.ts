import type { QuickReply } from '../../cloudfunctions/common/protocol/quick-replies';
import { showFailure } from '../shared/screens/failure-text';
import { quickReplies } from './quick-replies';
import { matching } from './quick-reply-text';
import { words } from './text/words';

/** The quick replies above the composer. */
export type QuickList = { isOpen: boolean; replies: QuickReply[]; chosen: number; empty: string };

export const noQuickList: QuickList = { isOpen: false, replies: [], chosen: 0, empty: '' };

export type QuickPickerOptions = {
  show: (list: QuickList) => void;
  /** Fills in what stands for something. */
  fill: (text: string) => string;
  /** `isWhole`: the reply takes the place of the slash and of what was looked for. */
  take: (reply: QuickReply, isWhole: boolean) => void;
};

/** Finds quick replies, by a button or by a slash typed first; one can be chosen by keys. */
export class QuickPicker {
  private list = noQuickList;
  private isSlash = false;

  constructor(private readonly options: QuickPickerOptions) {}

  /** The button opens them, and puts them away again. */
  async toggle(): Promise<void> {
    this.isSlash = false;
    if (this.list.isOpen) this.close();
    else await this.find('');
  }

  /** What was typed after a slash; empty when there is no slash any more. */
  async typed(slashed: string): Promise<void> {
    this.isSlash = slashed !== '';
    if (this.isSlash) await this.find(slashed.slice(1));
    else this.close();
  }

  /** False when there is nothing to move through. */
  move(step: 1 | -1): boolean {
    const { isOpen, replies, chosen } = this.list;
    if (!isOpen || replies.length === 0) return false;
    const next = Math.min(Math.max(chosen + step, 0), replies.length - 1);
    this.show({ ...this.list, chosen: next });
    return true;
  }

  /** Enter after a slash takes the chosen one; false when there is none to take. */
  enter(): boolean {
    return this.isSlash && this.pick(this.list.chosen);
  }

  pick(index: number): boolean {
    const reply = this.list.isOpen ? this.list.replies[index] : undefined;
    if (!reply) return false;
    this.options.take(reply, this.isSlash);
    this.close();
    return true;
  }

  close(): void {
    if (this.list.isOpen) this.show(noQuickList);
  }

  private async find(query: string): Promise<void> {
    try {
      const all = await quickReplies();
      const empty = all.length > 0 ? words.search.nothing : words.quickReplies.empty;
      const filled = all.map((reply) => ({ ...reply, text: this.options.fill(reply.text) }));
      this.show({ isOpen: true, replies: matching(filled, query), chosen: 0, empty });
    } catch (error) {
      showFailure(error);
    }
  }

  private show(list: QuickList): void {
    this.list = list;
    this.options.show(list);
  }
}
