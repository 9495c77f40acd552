import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cloudClock, type MovableClock } from './clock';
import type { Actions, Guard } from './contract';
import { claimDataFolder } from './data-folder';
import { databaseActions } from './database/actions';
import { openDatabase, type Database } from './database/engine';
import type { IndexDefinitions } from './database/indexes';
import { createFaults, type Faults } from './faults';
import { functionActions } from './functions/actions';
import { processEnvironment } from './functions/environment';
import { fromClient, fromPush } from './functions/invocation';
import { functionLog } from './functions/log';
import { masterKeys } from './functions/master-keys';
import { FunctionService } from './functions/service';
import { readSource as readFunction } from './functions/source';
import { startTimers, type Timers } from './functions/timers';
import { listen } from './gateway/listen';
import { localRoutes } from './gateway/local';
import { openGateway, type GatewayOptions } from './gateway/server';
import { admit, type SignIn } from './identity/admission';
import { identityService, OWNER_APPID, type IdentityService } from './identity/service';
import { asRulesSee, underRules, type SharedOpenid } from './identity/shared-callers';
import { signingKey } from './identity/signing-key';
import { createMeter, type Meter } from './meter';
import { observeDatabase } from './observed-database';
import { plans, type PlanName } from './plans';
import { compileRules } from './rules/guard';
import { openApiRoutes } from './open-api/routes';
import { openOpenApis, type OpenApis } from './open-api/service';
import { StartError } from './start-error';
import { observeStorage, storageActions } from './storage/actions';
import { fileRequests } from './storage/http';
import { openStorage, type Storage } from './storage/service';
import { watchService, type WatchService } from './watch/service';

export type CloudOptions = {
  /** 0 takes a free one. */
  port: number;
  dataFolder: string;
  functionsFolder: string;
  pagesFolder: string;
  rulesFile: string;
  indexesFile: string;
  /** The bundled process that runs functions. */
  workerFile: string;
  plan: PlanName;
  /** Whose openid security rules see for users of another app: that of their own app if not given. */
  sharedOpenid?: SharedOpenid;
};

/** A running local cloud. */
export interface Cloud {
  url: string;
  /** Starts a process for each function, so that the first calls need not wait for one. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

type Parts = {
  clock: MovableClock;
  faults: Faults;
  meter: Meter;
  database: Database;
  storage: Storage;
  sharedOpenid: SharedOpenid;
  guard: Guard;
  host: string;
};

/** Starts the local cloud: what WeChat's service does for an app, on one loopback port and one data folder. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const claim = await claimDataFolder(options.dataFolder);
  const { server, host } = await listen(options.port);
  const parts = openParts(options, host);
  await createCollections(parts.database, options.rulesFile);
  const functions = openFunctions(options, parts);
  const timers = startTimers({ ...options, ...parts, functions, onError: reportTimer });
  const openApis = openOpenApi(options, parts, functions);
  const gateway = openGateway(server, gatewayOptions(options, parts, { functions, timers, openApis }));
  return {
    url: `http://${host}`,
    warmUp: () => functions.warmUp(),
    async close() {
      timers.stop();
      await gateway.close();
      await functions.close();
      await openApis.close();
      await parts.database.close();
      await parts.storage.close();
      await claim.release();
    },
  };
}

function openParts({ dataFolder, indexesFile, rulesFile, sharedOpenid = 'source' }: CloudOptions, host: string): Parts {
  const clock = cloudClock();
  const guard = readSource(rulesFile, (text) => compileRules(text, clock, (...query) => database.find(...query)));
  const indexes = readSource(indexesFile, (text) => JSON.parse(text) as IndexDefinitions);
  const database = openDatabase({ folder: path.join(dataFolder, 'database'), clock, indexes });
  const storage = openFiles(dataFolder, clock, host);
  return { clock, guard, database, storage, sharedOpenid, faults: createFaults(), meter: createMeter(), host };
}

function openFiles(dataFolder: string, clock: MovableClock, host: string): Storage {
  const folder = path.join(dataFolder, 'storage');
  return openStorage({ folder, url: `http://${host}`, key: signingKey(dataFolder), clock });
}

/** The rules name every collection; on the real service, too, a collection must be created before it is used. */
async function createCollections(database: Database, rulesFile: string): Promise<void> {
  const existing = database.collections();
  const named = readSource(rulesFile, (text) => Object.keys(JSON.parse(text) as object));
  for (const name of named) if (!existing.includes(name)) await database.createCollection(name);
}

function readSource<T>(file: string, parse: (text: string) => T): T {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StartError(`${file} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function openFunctions(options: CloudOptions, parts: Parts): FunctionService {
  const adminUrl = `http://${parts.host}/admin`;
  return new FunctionService({
    ...options,
    ...parts,
    ownAppid: OWNER_APPID,
    processEnvironment: processEnvironment(adminUrl, masterKeys(options.dataFolder), process.env['KEFU_APPS'] ?? ''),
    plan: plans[options.plan],
    log: functionLog(options.dataFolder, parts.clock),
  });
}

function reportTimer(timer: string, error: unknown): void {
  console.error(`timer ${timer}: ${error instanceof Error ? error.message : String(error)}`);
}

function openOpenApi(options: CloudOptions, parts: Parts, functions: FunctionService): OpenApis {
  return openOpenApis({
    ...parts,
    file: path.join(options.dataFolder, 'open-api', 'ledger.mdb'),
    url: `http://${parts.host}`,
    ownAppid: OWNER_APPID,
    push: (name, event) => functions.invoke(name, event, fromPush),
    permits: (name, api) => readFunction(options.functionsFolder, name).config.permissions.openapi.includes(api),
    kill: (requestId) => functions.kill(requestId),
  });
}

type Services = { functions: FunctionService; timers: Timers; openApis: OpenApis };

function gatewayOptions(
  options: CloudOptions,
  parts: Parts,
  { functions, timers, openApis }: Services,
): GatewayOptions {
  const identity = identityService({ folder: options.dataFolder, clock: parts.clock });
  const watch = openWatch(parts);
  return {
    actions: allActions(parts, functions, watch),
    findInvocation: (sessionToken) => functions.find(sessionToken),
    identity: {
      routes: identity.routes,
      verify(token) {
        const caller = identity.verify(token);
        openApis.visits.note(caller);
        return caller;
      },
    },
    watch,
    maxWatchConnections: plans[options.plan].watchConnections,
    local: {
      ...localRoutes({ ...parts, timers, login: (user) => logIn(user, identity, options, functions) }),
      ...openApiRoutes(openApis.ledger, OWNER_APPID),
    },
    openApi: (...call) => openApis.answer(...call),
    files: fileRequests(parts.storage, parts),
    pagesFolder: options.pagesFolder,
  };
}

/** An access token for a user, if the owner of the environment lets them in. */
async function logIn(
  user: SignIn,
  identity: IdentityService,
  { functionsFolder }: CloudOptions,
  functions: FunctionService,
): Promise<string> {
  const { openid, appid, custom } = await admit(user, {
    exists: (name) => existsSync(path.join(functionsFolder, name)),
    run: (name, { openid, appid }) => functions.invoke(name, {}, fromClient(openid, appid)),
  });
  return identity.login(openid, appid, custom);
}

function openWatch(parts: Parts): WatchService {
  return watchService({
    ...parts,
    envId: 'local',
    socketUrl: () => `ws://${parts.host}/ws`,
    trouble: ({ msgType }) => parts.faults.strike('ws', msgType),
    onPush: () => parts.meter.pushed(),
  });
}

function allActions(parts: Parts, functions: FunctionService, watch: WatchService): Actions {
  return {
    ...observeDatabase(underRules(databaseActions(parts), parts.sharedOpenid), { ...parts, functions }),
    ...observeStorage(storageActions(parts.storage, OWNER_APPID), parts),
    ...functionActions(functions),
    'auth.wsWebSign': (_, caller) => watch.sign(asRulesSee(caller, parts.sharedOpenid)),
  };
}
