import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { CloudError, type Actions, type Plain } from '../../../../scripts/emulator/contract';

/** Serves actions to unmodified server SDKs, which find it through the environment. */
export async function serveSdks(actions: Actions): Promise<{ close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void answer(actions, request).then((body) => {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, sdkEnvironment(`http://127.0.0.1:${port}/admin`));
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(actions: Actions, request: IncomingMessage): Promise<Plain> {
  try {
    const body = (await json(request)) as Plain;
    const handler = actions[String(body['action'])];
    if (!handler) throw new CloudError('INVALID_PARAM', `unknown action ${String(body['action'])}`);
    return { requestId: 'test', ...(await handler(body, { kind: 'admin' })) };
  } catch (error) {
    const code = error instanceof CloudError ? error.code : 'SYS_ERR';
    return { requestId: 'test', code, message: String(error instanceof Error ? error.message : error) };
  }
}

function sdkEnvironment(url: string): Record<string, string> {
  return {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: url }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'id',
    TENCENTCLOUD_SECRETKEY: 'key',
    SCF_NAMESPACE: 'local',
    TCB_ENV: 'local',
  };
}
