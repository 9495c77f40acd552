import { JSDOM } from 'jsdom';
import { WebSocket } from 'ws';
import { createCloud, type WxCloud } from '../../../scripts/simulator/cloud/cloud';
import type { WxCloudError } from '../../../scripts/simulator/cloud/errors';
import type { CloudOptions, Network } from '../../../scripts/simulator/cloud/options';
import type { Query } from '../../../scripts/simulator/cloud/collection';
import type { Snapshot } from '../../../scripts/simulator/cloud/realtime/result';
import { Inbox } from '../../emulator/watch/inbox';
import type { SmallCloud } from '../../emulator/watch/small-cloud';

export type SnapshotInbox = Inbox<Snapshot | WxCloudError>;

/** A network that a test switches off and on. */
export class Switch implements Network {
  private online = true;
  private readonly listeners: ((online: boolean) => void)[] = [];

  isOnline = (): boolean => this.online;
  onChange = (listener: (online: boolean) => void): void => {
    this.listeners.push(listener);
  };

  set(online: boolean): void {
    this.online = online;
    for (const listener of this.listeners) listener(online);
  }
}

/** `wx.cloud` of a phone in Node, ready for use. */
export function aPhone(
  cloud: SmallCloud,
  openid: string,
  network: Network = new Switch(),
  more: Partial<CloudOptions> = {},
): WxCloud {
  const wxCloud = createCloud({
    url: cloud.url,
    openid,
    fetch,
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    XMLHttpRequest: new JSDOM('', { url: cloud.url }).window.XMLHttpRequest,
    network,
    ...more,
  });
  wxCloud.init();
  return wxCloud;
}

/** Watches, and collects what comes: snapshots, and the error that ends it. */
export function collect(query: Query): { inbox: SnapshotInbox; close: () => Promise<void> } {
  const inbox: SnapshotInbox = new Inbox();
  const watcher = query.watch({ onChange: inbox.put, onError: inbox.put });
  return { inbox, close: () => watcher.close() };
}

/** The next snapshot; an error instead is thrown. */
export async function nextSnapshot(inbox: SnapshotInbox): Promise<Snapshot> {
  const next = await inbox.take();
  if (next instanceof Error) throw next;
  return next;
}

/** The ids of the documents a snapshot shows. */
export function ids({ docs }: Snapshot): unknown[] {
  return docs.map((document) => document['_id']);
}
