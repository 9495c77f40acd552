import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WebSocket } from 'ws';
import { CloudError, type Actions } from '../../../scripts/emulator/contract';
import { cloudClock, type MovableClock } from '../../../scripts/emulator/clock';
import { databaseActions } from '../../../scripts/emulator/database/actions';
import { openDatabase, type Database } from '../../../scripts/emulator/database/engine';
import { listen } from '../../../scripts/emulator/gateway/listen';
import { openGateway } from '../../../scripts/emulator/gateway/server';
import { createFaults } from '../../../scripts/emulator/faults';
import { admit, type Gatekeeper, type SignIn } from '../../../scripts/emulator/identity/admission';
import { identityService, OWNER_APPID } from '../../../scripts/emulator/identity/service';
import { signingKey } from '../../../scripts/emulator/identity/signing-key';
import { createMeter } from '../../../scripts/emulator/meter';
import { compileRules } from '../../../scripts/emulator/rules/guard';
import { storageActions } from '../../../scripts/emulator/storage/actions';
import { fileRequests } from '../../../scripts/emulator/storage/http';
import { openStorage } from '../../../scripts/emulator/storage/service';
import type { FrameTrouble } from '../../../scripts/emulator/watch/connection';
import type { ServerFrame } from '../../../scripts/emulator/watch/frames';
import { watchService, type WatchService } from '../../../scripts/emulator/watch/service';

/** The database, rules, sign-in and watch behind the real gateway; the one function it has answers what it was given. */
export interface SmallCloud {
  url: string;
  database: Database;
  watch: WatchService;
  clock: MovableClock;
  login(openid: string): string;
  /** Ends every open socket without a word, as a lost line does. */
  cutSockets(): void;
  /** Decides what goes wrong with the frames from now on. */
  disturb(trouble: (frame: ServerFrame) => Partial<FrameTrouble>): void;
  pushes(): number;
  close(): Promise<void>;
}

const calm = (_: ServerFrame): Partial<FrameTrouble> => ({});

/** Shares the environment with the app wx-desk. */
const gatekeeper: Gatekeeper = {
  exists: () => true,
  run: async (_name, { openid, appid }) =>
    JSON.stringify({ errCode: appid === 'wx-desk' ? 0 : 1, errMsg: 'not you', auth: JSON.stringify({ to: openid }) }),
};

const RULES = JSON.stringify({
  feed: { read: 'doc.to == auth.openid', write: false },
  scores: { read: true, write: 'doc.owner == auth.openid' },
  desk: { read: 'doc.to == auth.custom.to' },
  secrets: { read: false },
});

export async function startSmallCloud(): Promise<SmallCloud> {
  const folder = mkdtempSync(path.join(tmpdir(), 'watch-'));
  const clock = cloudClock();
  const database = openDatabase({ folder: path.join(folder, 'database'), clock, indexes: {} });
  for (const name of ['feed', 'scores', 'desk', 'secrets']) await database.createCollection(name);
  const guard = compileRules(RULES, clock);
  const identity = identityService({ folder, clock });
  const { server, host } = await listen(0);
  const sockets = new Set<WebSocket>();
  let pushes = 0;
  let trouble = calm;

  const watch = watchService({
    database,
    guard,
    clock,
    envId: 'local',
    socketUrl: () => `ws://${host}/ws`,
    trouble: (frame) => ({ error: false, drop: false, duplicate: false, delayMs: 0, ...trouble(frame) }),
    onPush: () => (pushes += 1),
  });
  const storage = openStorage({
    folder: path.join(folder, 'storage'),
    url: `http://${host}`,
    key: signingKey(folder),
    clock,
  });
  const observers = { meter: createMeter(), faults: createFaults() };
  const actions: Actions = {
    ...databaseActions({ database, clock, guard }),
    ...storageActions(storage, OWNER_APPID),
    'auth.wsWebSign': (_, caller) => watch.sign(caller),
    'functions.invokeFunction': (body) => {
      if (body['function_name'] !== 'echo') throw new CloudError('FUNCTIONS_EXECUTE_FAIL', 'no such function');
      return { data: { response_data: String(body['request_data']) } };
    },
  };
  const gateway = openGateway(server, {
    actions,
    findInvocation: () => undefined,
    identity,
    watch: {
      connections: () => watch.connections(),
      connect(socket) {
        sockets.add(socket);
        watch.connect(socket);
      },
    },
    maxWatchConnections: 10,
    local: {
      'POST /local/login': async (body) => {
        const { openid, appid, custom } = await admit({ appid: OWNER_APPID, ...body } as SignIn, gatekeeper);
        return { access_token: identity.login(openid, appid, custom) };
      },
    },
    openApi: () => Promise.reject(new CloudError('INVALID_PARAM', 'no open APIs here')),
    files: fileRequests(storage, observers),
    pagesFolder: folder,
  });

  return {
    url: `http://${host}`,
    database,
    watch,
    clock,
    login: (openid) => identity.login(openid),
    cutSockets: () => sockets.forEach((socket) => socket.terminate()),
    disturb: (next) => (trouble = next),
    pushes: () => pushes,
    async close() {
      await gateway.close();
      await database.close();
      await storage.close();
      rmSync(folder, { recursive: true });
    },
  };
}
