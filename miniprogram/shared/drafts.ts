import { forget, forgetUnder, store, stored } from './storage';

type Draft = { text: string };

const prefixOf = (account: string): string => `draft/${account}/`;

/** What an account has begun to write in each conversation; outlives the app. */
export class Drafts {
  private readonly known = new Map<string, string>();
  private readonly listeners = new Set<(conversationId: string) => void>();

  constructor(private readonly account: string) {}

  /** Empty when nothing was begun. */
  of(conversationId: string): string {
    const text = this.known.get(conversationId) ?? this.storedText(conversationId);
    this.known.set(conversationId, text);
    return text;
  }

  set(conversationId: string, text: string): void {
    if (text === this.of(conversationId)) return;
    this.known.set(conversationId, text);
    const draft: Draft = { text };
    if (text.trim() === '') forget(this.nameOf(conversationId));
    else store(this.nameOf(conversationId), draft);
    for (const listener of this.listeners) listener(conversationId);
  }

  /** Tells of which conversation the draft has changed. Returns how to stop. */
  subscribe(listener: (conversationId: string) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private storedText(conversationId: string): string {
    const draft = stored(this.nameOf(conversationId)) as Draft | undefined;
    return draft?.text ?? '';
  }

  private nameOf(conversationId: string): string {
    return prefixOf(this.account) + conversationId;
  }
}

export const forgetDrafts = (account: string): void => forgetUnder(prefixOf(account));
