/** What the tests use of an SDK that comes without types; its database is the one the newer SDK describes. */
declare module 'tcb-admin-node' {
  import type { ReadStream } from 'node:fs';
  import type nodeSdk from '@cloudbase/node-sdk';

  type Database = ReturnType<ReturnType<typeof nodeSdk.init>['database']>;
  type Update = { updated: number; upsertedId?: string };
  type Purse = { get(): Promise<{ data: Record<string, unknown> }>; update(data: object): Promise<Update> };
  type Transaction = { collection(name: string): { doc(id: string): Purse } };

  type App = {
    database(): Omit<Database, 'runTransaction'> & {
      runTransaction(run: (transaction: Transaction) => Promise<void>): Promise<void>;
    };
    callFunction(call: { name: string; data: object }): Promise<{ result: unknown }>;
    uploadFile(file: { cloudPath: string; fileContent: ReadStream }): Promise<{ fileID: string }>;
    downloadFile(file: { fileID: string }): Promise<{ fileContent: Buffer }>;
    deleteFile(files: { fileList: string[] }): Promise<unknown>;
    getTempFileURL(files: { fileList: string[] }): Promise<{ fileList: { code: string }[] }>;
  };

  const tcb: { init(options: { env: string; secretId: string; secretKey: string; serviceUrl: string }): App };
  export default tcb;
}
