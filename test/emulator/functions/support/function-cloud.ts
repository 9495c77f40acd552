import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bundleNode } from '../../../../scripts/build/bundle';
import { cloudClock } from '../../../../scripts/emulator/clock';
import type { Caller, Plain } from '../../../../scripts/emulator/contract';
import { createFaults } from '../../../../scripts/emulator/faults';
import { functionActions } from '../../../../scripts/emulator/functions/actions';
import { processEnvironment } from '../../../../scripts/emulator/functions/environment';
import { functionLog } from '../../../../scripts/emulator/functions/log';
import { FunctionService } from '../../../../scripts/emulator/functions/service';
import { createMeter } from '../../../../scripts/emulator/meter';
import { plans, type PlanName } from '../../../../scripts/emulator/plans';
import { outputFolder } from '../../../support/function-folder';

/** The functions of a folder, called as clients call them, without the rest of the cloud. */
export async function startFunctions(functionsFolder: string, plan: PlanName = 'standard') {
  const folder = outputFolder('worker');
  const workerFile = path.join(folder, 'worker.cjs');
  await bundleNode('scripts/emulator/functions/worker-main.ts', workerFile);
  const [faults, meter, clock] = [createFaults(), createMeter(), cloudClock()];
  const functions = new FunctionService({
    functionsFolder,
    workerFile,
    ownAppid: 'wx-shop',
    processEnvironment: processEnvironment('http://127.0.0.1:1/admin', '{"current":1}', 'wx-desk'),
    plan: plans[plan],
    clock,
    faults,
    meter,
    log: functionLog(folder, clock),
  });
  const actions = functionActions(functions);

  async function invoke(body: Plain, caller: Caller): Promise<Plain> {
    return (await actions['functions.invokeFunction']?.(body, caller)) ?? {};
  }

  async function call(name: string, data: unknown = {}, openid = 'someone', appid = 'wx-shop'): Promise<unknown> {
    const body = { function_name: name, request_data: JSON.stringify(data) };
    const answer = await invoke(body, { kind: 'client', openid, appid });
    return JSON.parse((answer['data'] as { response_data: string }).response_data);
  }

  return {
    functions,
    faults,
    meter,
    clock,
    invoke,
    call,
    log: () =>
      readFileSync(path.join(folder, 'logs', 'functions.log'), 'utf8')
        .trimEnd()
        .split('\n'),
    async close() {
      await functions.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type FunctionCloud = Awaited<ReturnType<typeof startFunctions>>;
