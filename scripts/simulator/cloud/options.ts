/** The phone's connection, as the simulator shows it to the app. */
export interface Network {
  isOnline(): boolean;
  onChange(listener: (online: boolean) => void): void;
}

/** The phone's files, which the app knows by their paths. */
export interface PhoneFiles {
  read(path: string): Uint8Array<ArrayBuffer>;
  /** Keeps a downloaded file for as long as the app runs; answers its path. */
  keepBlob(content: Blob, name: string): Promise<string>;
}

/** Whose phone this is, where its cloud is, and the network it is reached by. */
export type CloudOptions = {
  /** Address of the local cloud, without a path. */
  url: string;
  openid: string;
  appid?: string;
  fetch: typeof fetch;
  WebSocket: typeof WebSocket;
  /** That of the window if not given. */
  XMLHttpRequest?: typeof XMLHttpRequest;
  /** The environment of another app that is shared with this one. */
  share?: { appid: string; env: string };
  network?: Network;
  files?: PhoneFiles;
};
