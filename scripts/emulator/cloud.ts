import { existsSync } from 'node:fs';
import path from 'node:path';
import { createCollections, openParts, readDefinitions, type Parts, type PartsOptions } from './cloud-parts';
import type { Actions } from './contract';
import { claimDataFolder } from './data-folder';
import { databaseActions } from './database/actions';
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
import { AGENT_APPID, identityService, OWNER_APPID, type IdentityService } from './identity/service';
import { asRulesSee, underRules } from './identity/shared-callers';
import { observeDatabase } from './observed-database';
import { plans, type PlanName } from './plans';
import { openApiRoutes } from './open-api/routes';
import { openOpenApis, type OpenApis } from './open-api/service';
import { observeStorage, storageActions } from './storage/actions';
import { fileRequests } from './storage/http';
import { watchService, type WatchService } from './watch/service';

export type CloudOptions = PartsOptions & {
  /** 0 takes a free one. */
  port: number;
  functionsFolder: string;
  pagesFolder: string;
  /** The bundled process that runs functions. */
  workerFile: string;
  plan: PlanName;
};

/** A running local cloud. */
export interface Cloud {
  url: string;
  /** Starts a process for each function, so that the first calls need not wait for one. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the local cloud: what WeChat's service does for an app, on one loopback port and one data folder. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const definitions = readDefinitions(options);
  const claim = await claimDataFolder(options.dataFolder);
  const { server, host } = await listen(options.port);
  const parts = openParts(options, definitions, host);
  await createCollections(parts.database, definitions.rules);
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

function openFunctions(options: CloudOptions, parts: Parts): FunctionService {
  const adminUrl = `http://${parts.host}/admin`;
  return new FunctionService({
    ...options,
    ...parts,
    ownAppid: OWNER_APPID,
    processEnvironment: processEnvironment(
      adminUrl,
      masterKeys(options.dataFolder, parts.database),
      process.env['KEFU_APPS'] ?? AGENT_APPID,
    ),
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
    ...observeDatabase(
      underRules(databaseActions({ ...parts, onQuery: (report) => parts.meter.queried(report) }), parts.sharedOpenid),
      {
        ...parts,
        functions,
      },
    ),
    ...observeStorage(storageActions(parts.storage, OWNER_APPID), parts),
    ...functionActions(functions),
    'auth.wsWebSign': (_, caller) => watch.sign(asRulesSee(caller, parts.sharedOpenid)),
  };
}
