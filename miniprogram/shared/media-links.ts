import type { MediaLink } from '../../cloudfunctions/common/protocol/message';
import { LINK_LIMIT } from '../../cloudfunctions/common/protocol/limits';
import { Background } from './background';
import { call } from './cloud';
import { isRetryable } from './failure';
import { serverNow } from './server-time';

/** Rows that come on the screen together are asked for together. */
const GATHER_MS = 30;

/** A link that ends so soon may end while it is used. */
const SPARE_MS = 30_000;

/** Links remembered. */
const REMEMBERED = 500;

/** Found by any chat, and good for all of them until the links end. */
const found = new Map<string, MediaLink | 'refused'>();

/** Fetches links to the files of the messages on the screen: in batches, each one once, and anew when it has ended. */
export class MediaLinks {
  private readonly wanted = new Map<string, string>();
  private readonly background: Background;

  /** `onChange` tells of which messages something new is known. */
  constructor(private readonly onChange: (messageIds: readonly string[]) => void) {
    this.background = new Background({
      isNeeded: () => this.wanted.size > 0,
      step: () => this.fetchBatch(),
      onRefused: () => undefined,
    });
  }

  /** To be called with the media messages on the screen, as often as that changes. */
  want(conversationId: string, messageIds: readonly string[]): void {
    for (const id of messageIds) if (this.of(id) === undefined) this.wanted.set(id, conversationId);
    this.background.start();
  }

  /** A message's links; `refused` when it may not be seen; undefined while they are on their way. */
  of(messageId: string): MediaLink | 'refused' | undefined {
    const link = found.get(messageId);
    return link === undefined || link === 'refused' || link.until - SPARE_MS > serverNow() ? link : undefined;
  }

  /** Asks again for one that was refused, or whose file could not be loaded. */
  retry(conversationId: string, messageId: string): void {
    found.delete(messageId);
    this.want(conversationId, [messageId]);
  }

  close(): void {
    this.background.close();
  }

  private async fetchBatch(): Promise<void> {
    if (!(await this.background.rest(GATHER_MS))) return;
    const [first] = this.wanted.values();
    if (first === undefined) return;
    const ids = [...this.wanted.keys()].filter((id) => this.wanted.get(id) === first).slice(0, LINK_LIMIT);
    const links = await linksOf(first, ids);
    for (const id of ids) remember(id, links.find(({ messageId }) => messageId === id) ?? 'refused');
    for (const id of ids) this.wanted.delete(id);
    this.onChange(ids);
  }
}

async function linksOf(conversationId: string, messageIds: string[]): Promise<readonly MediaLink[]> {
  try {
    return (await call('message', 'links', { conversationId, messageIds })).links;
  } catch (error) {
    if (isRetryable(error)) throw error;
    return [];
  }
}

function remember(messageId: string, link: MediaLink | 'refused'): void {
  found.delete(messageId);
  found.set(messageId, link);
  for (const oldest of found.keys()) if (found.size > REMEMBERED) found.delete(oldest);
}
