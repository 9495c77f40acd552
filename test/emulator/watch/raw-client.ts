import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ServerFrame, WatchEvent } from '../../../scripts/emulator/watch/frames';
import { post } from '../../support/people';
import { Inbox } from './inbox';
import type { SmallCloud } from './small-cloud';

type Events = { queryID: string; currEvent: number; events: WatchEvent[] };

/** A client that speaks frames, to see exactly what the service sends. */
export class RawClient {
  readonly frames = new Inbox<ServerFrame>();
  private count = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.frames.put(JSON.parse(data.toString()) as ServerFrame));
  }

  static open(cloud: SmallCloud, openid: string): Promise<RawClient> {
    return RawClient.connect(cloud.url, cloud.login(openid));
  }

  /** Signs in to any local cloud with a client's access token. */
  static async connect(url: string, token: string): Promise<RawClient> {
    const { data } = (await post(`${url}/web`, { action: 'auth.wsWebSign', access_token: token })) as { data: object };
    const { wsUrl, signStr } = data as { wsUrl: string; signStr: string };
    const socket = new WebSocket(wsUrl);
    await once(socket, 'open');
    const client = new RawClient(socket);
    await client.ask('LOGIN', { envId: 'local' }, { exMsgData: { signStr } });
    return client;
  }

  static async openUnsigned(cloud: SmallCloud): Promise<RawClient> {
    const socket = new WebSocket(`${cloud.url.replace('http', 'ws')}/ws`);
    await once(socket, 'open');
    return new RawClient(socket);
  }

  /** Sends a frame and gives the answer to it. */
  ask(
    msgType: string,
    msgData: Record<string, unknown> | null,
    more: Record<string, unknown> = {},
  ): Promise<ServerFrame> {
    const requestId = `request-${(this.count += 1)}`;
    this.socket.send(JSON.stringify({ requestId, msgType, msgData, ...more }));
    return this.frames.takeUntil((frame) => frame.requestId === requestId);
  }

  watch(collName: string, query: unknown, more: Record<string, unknown> = {}): Promise<ServerFrame> {
    return this.ask(
      'INIT_WATCH',
      { envId: 'local', collName, query: JSON.stringify(query), ...more },
      { watchId: 'w' },
    );
  }

  rebuild(queryID: string, eventID: number): Promise<ServerFrame> {
    return this.ask('REBUILD_WATCH', { envId: 'local', queryID, eventID }, { watchId: 'w' });
  }

  async nextEvents(): Promise<Events> {
    return eventsOf(await this.frames.takeUntil(({ msgType }) => msgType === 'NEXT_EVENT'));
  }

  sendText(text: string): void {
    this.socket.send(text);
  }

  async closed(): Promise<number> {
    const [code] = (await once(this.socket, 'close')) as [number];
    return code;
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed();
  }
}

export function eventsOf(frame: ServerFrame): Events {
  return frame.msgData as Events;
}

/** `dataType/queueType docId` of each event: what happened, in short. */
export function story({ events }: { events: WatchEvent[] }): string[] {
  return events.map(({ DataType, QueueType, DocID }) => `${DataType}/${QueueType} ${DocID}`);
}
