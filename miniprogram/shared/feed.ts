import type { FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import { FEED_START_MS } from '../../cloudfunctions/common/protocol/limits';
import { newestInFeed } from './cloud';
import { FeedCursor } from './feed-cursor';
import { FeedKeeper } from './feed-watch';

/** What carries the feed at the moment. */
export type Health = 'watch' | 'poll' | 'sync' | 'offline';

export type FeedListener = {
  /** New documents, each once, in no particular order. */
  onDocuments?: (documents: FeedDocument<number>[]) => void;
  onHealth?: (health: Health) => void;
  /** The feed is back after a break: compare with the cloud what was shown before. */
  onResume?: () => void;
};

/** Everything addressed to one reader, by whatever way it can be had. */
export interface Feed {
  health(): Health;
  subscribe(listener: FeedListener): () => void;
  close(): void;
}

/** Starts the one feed of this app. Customers pass the literal `'{openid}'`, agents the `to` from `team.me`. */
export function startFeed({ to, ...first }: { to: string } & FeedListener): Feed {
  const cursor = new FeedCursor();
  const listeners = new Set<FeedListener>([first]);
  let health: Health = 'watch';
  let isPlaced = false;

  async function after(): Promise<number> {
    if (!isPlaced) cursor.moveTo((await newestInFeed(to)) - FEED_START_MS);
    isPlaced = true;
    return cursor.after();
  }

  function deliver(documents: FeedDocument<number>[]): void {
    const fresh = cursor.fresh(documents);
    if (fresh.length > 0) for (const { onDocuments } of listeners) onDocuments?.(fresh);
  }

  function setHealth(now: Health): void {
    if (now === health) return;
    health = now;
    for (const { onHealth } of listeners) onHealth?.(now);
  }

  const keeper = new FeedKeeper({
    to,
    after,
    onDocuments: deliver,
    onUp: () => setHealth('watch'),
    onDown: () => setHealth('offline'),
  });
  void keeper.run();

  return {
    health: () => health,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => keeper.close(),
  };
}
