import { forget, forgetUnder, namesUnder, store, stored } from './storage';

type HiddenMessages = { ids: string[]; at: number };

/** Messages hidden in one conversation; beyond that the first ones show again. */
const MESSAGES = 500;

/** Conversations in which something is hidden; beyond that the one left alone longest shows all. */
const CONVERSATIONS = 100;

const prefixOf = (account: string): string => `hidden/${account}/`;

/** The messages an account has deleted on this phone only. */
export class Hidden {
  private readonly known = new Map<string, Set<string>>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly account: string) {}

  has(conversationId: string, messageId: string): boolean {
    return this.idsOf(conversationId).has(messageId);
  }

  hide(conversationId: string, messageIds: readonly string[]): void {
    const before = [...this.idsOf(conversationId)].filter((id) => !messageIds.includes(id));
    const ids = [...before, ...messageIds].slice(-MESSAGES);
    this.known.set(conversationId, new Set(ids));
    const hidden: HiddenMessages = { ids, at: Date.now() };
    store(prefixOf(this.account) + conversationId, hidden);
    this.forgetOldest();
    for (const listener of this.listeners) listener();
  }

  /** Tells of every change. Returns how to stop. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private idsOf(conversationId: string): Set<string> {
    const name = prefixOf(this.account) + conversationId;
    const ids = this.known.get(conversationId) ?? new Set(hiddenIn(name)?.ids ?? []);
    this.known.set(conversationId, ids);
    return ids;
  }

  private forgetOldest(): void {
    const names = namesUnder(prefixOf(this.account));
    if (names.length <= CONVERSATIONS) return;
    const [oldest] = names.sort((a, b) => hiddenAt(a) - hiddenAt(b));
    if (oldest !== undefined) forget(oldest);
  }
}

const hiddenIn = (name: string): HiddenMessages | undefined => stored(name) as HiddenMessages | undefined;

const hiddenAt = (name: string): number => hiddenIn(name)?.at ?? 0;

export const forgetHidden = (account: string): void => forgetUnder(prefixOf(account));
