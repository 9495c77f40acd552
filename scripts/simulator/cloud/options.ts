/** The phone's connection, as the simulator shows it to the app. */
export interface Network {
  isOnline(): boolean;
  onChange(listener: (online: boolean) => void): void;
}

/** Whose phone this is, where its cloud is, and the network it is reached by. */
export type CloudOptions = {
  /** Address of the local cloud, without a path. */
  url: string;
  openid: string;
  appid?: string;
  fetch: typeof fetch;
  WebSocket: typeof WebSocket;
  network?: Network;
};
