import { type LocalMedia, localMedia, rememberLocal } from './local-media';
import type { OutboxEntry } from './outbox-entries';
import type { OutgoingFile, OutboxFile } from './outgoing';
import { extensionOf, keptPath, removeKept } from './phone-files';
import { forget, store, storedUnder } from './storage';

type Copy = { clientId: string; path: string };

/** The copies of picked files that an account's outbox keeps: each is noted before it is made, so that none is forgotten. */
export class OutboxCopies {
  private readonly prefix: string;
  private readonly folder: string;

  /** `run` begins the ids of this run's messages. */
  constructor(
    account: string,
    private readonly run: string,
  ) {
    this.prefix = `outbox-copy/${account}/`;
    this.folder = `outbox.${account.replace(/[^A-Za-z0-9-]/g, '_')}.`;
  }

  plan(clientId: string, { field, path: source }: OutgoingFile): OutboxFile {
    const path = keptPath(`${this.folder}${clientId}-${field}.${extensionOf(source)}`);
    const copy: Copy = { clientId, path };
    store(this.prefix + path, copy);
    return { field, source, path, isKept: false };
  }

  /** What is shown of a message's files: those of this run as they were picked, the others by their copies. */
  shown({ clientId, files = [] }: OutboxEntry): LocalMedia {
    const isNew = this.isOfThisRun(clientId);
    const at = ({ source, path, isKept }: OutboxFile) => (isNew || !isKept ? source : path);
    return (
      localMedia(clientId) ??
      rememberLocal(
        clientId,
        files.map((file) => ({ field: file.field, at: at(file) })),
      )
    );
  }

  /** A message is settled. A copy that is on the screen stays until the next run of the app. */
  async release({ clientId, files = [] }: OutboxEntry): Promise<void> {
    if (!this.isOfThisRun(clientId)) return;
    for (const { path } of files) await this.remove(path);
  }

  /** Removes the copies of messages that are unsent no longer. */
  async removeOld(isUnsent: (clientId: string) => boolean): Promise<void> {
    for (const { clientId, path } of storedUnder<Copy>(this.prefix)) if (!isUnsent(clientId)) await this.remove(path);
  }

  private async remove(path: string): Promise<void> {
    await removeKept(path);
    forget(this.prefix + path);
  }

  private isOfThisRun(clientId: string): boolean {
    return clientId.startsWith(this.run);
  }
}
