import type { Chat } from '../chat';
import type { ChatItem } from '../chat-item';
import type { Viewer } from '../format/message-row';
import type { Paths } from '../format/message-rows';
import { says, type SearchHit, searchHit } from '../format/search-hits';
import { serverNow } from '../server-time';
import { showFailure } from './failure-text';

/** Pages that are fetched when there is to be looked further back. */
const PAGES = 5;

/** So many are listed; whoever finds more looks for something longer. */
const MOST = 100;

export type ChatSearchOptions = {
  chat: () => Chat;
  viewer: () => Viewer;
  set: (paths: Paths) => void;
  jump: (target: { seq: number; conversationId: string }) => Promise<void>;
};

/** Looks through the messages of a chat that are on this phone. */
export class ChatSearch {
  private words = '';
  private hasLookedBack = false;

  constructor(private readonly options: ChatSearchOptions) {}

  open(): void {
    this.words = '';
    this.hasLookedBack = false;
    this.options.set({
      search: { isOpen: true, words: '', hits: [], isLoading: false, hasEarlier: this.hasEarlier() },
    });
  }

  /** Whoever looked back is where they began again. */
  close(): void {
    this.options.set({ 'search.isOpen': false });
    if (this.hasLookedBack) this.options.chat().toLatest();
  }

  find(words: string): void {
    this.words = words.trim();
    this.options.set({
      'search.words': this.words,
      'search.hits': this.hits(),
      'search.hasEarlier': this.hasEarlier(),
    });
  }

  async lookBack(): Promise<void> {
    this.options.set({ 'search.isLoading': true });
    this.hasLookedBack = true;
    try {
      for (let page = 0; page < PAGES && this.hasEarlier(); page++) await this.options.chat().loadEarlier();
    } catch (error) {
      showFailure(error);
    }
    this.options.set({ 'search.isLoading': false });
    this.find(this.words);
  }

  async pick(key: string): Promise<void> {
    const [item] = this.options.chat().find((each) => each.key === key);
    this.options.set({ 'search.isOpen': false });
    if (item?.seq !== undefined) await this.options.jump({ seq: item.seq, conversationId: item.conversationId });
  }

  /** The newest first. */
  private hits(): SearchHit[] {
    if (this.words === '') return [];
    const viewer = this.options.viewer();
    const found: ChatItem[] = this.options.chat().find((item) => says(item, this.words, viewer));
    return found
      .slice(-MOST)
      .reverse()
      .map((item) => searchHit(item, this.words, viewer, serverNow()));
  }

  private hasEarlier(): boolean {
    return this.options.chat().window().hasEarlier;
  }
}
