import type { Caller, Clock, Plain } from '../contract';
import { suffer, type Faults } from '../faults';
import type { Meter } from '../meter';
import type { OpenApi } from './api';
import { ApiError } from './api-error';
import { contentChecks } from './content-checks';
import { readRequest, writeAnswer, writeSystemError } from './envelope';
import { openLedger, type Ledger } from './ledger';
import { subscribeMessages } from './subscribe-message';
import { deliverVerdicts, type Push } from './verdicts';
import { visitBook, type VisitBook } from './visits';

export type OpenApiOptions = {
  file: string;
  url: string;
  ownAppid: string;
  clock: Clock;
  faults: Faults;
  meter: Meter;
  push: Push;
  /** Whether a function's config.json names the API. */
  permits: (functionName: string, apiName: string) => boolean;
  /** Kills the process of an invocation, for a fault. */
  kill: (requestId: string) => void;
};

/** WeChat's open APIs, as functions call them through `cloud.openapi`. */
export interface OpenApis {
  /** Answers a CommOpenApiResp message to a CommApiData message. */
  answer(apiName: string, request: Buffer, caller: Caller): Promise<Buffer>;
  visits: VisitBook;
  ledger: Ledger;
  close(): Promise<void>;
}

export function openOpenApis(options: OpenApiOptions): OpenApis {
  const { clock, faults, meter, ownAppid } = options;
  const ledger = openLedger(options.file, clock);
  const visits = visitBook(clock);
  const verdicts = deliverVerdicts({ ...options, ledger });
  const apis = { ...subscribeMessages(ledger), ...contentChecks({ ledger, visits, verdicts, clock }) };

  async function perform(apiName: string, request: Buffer, caller: Caller): Promise<Buffer> {
    try {
      requirePermission(options, apiName, caller);
      const { parameters, appid } = readRequest(request);
      const answer: Plain = await apiNamed(apis, apiName)(parameters, appid ?? ownAppid);
      return writeAnswer({ errcode: 0, errmsg: 'ok', ...answer });
    } catch (error) {
      if (error instanceof ApiError) return refusal(error);
      throw error;
    }
  }

  return {
    answer(apiName, request, caller) {
      meter.openApiCalled(caller);
      const strike = faults.strike('openapi', apiName);
      return suffer(strike, 'SYS_ERR', async () => {
        const answer = await perform(apiName, request, caller);
        if (strike.kill && caller.kind === 'function') options.kill(caller.invocation.requestId);
        return answer;
      });
    },
    visits,
    ledger,
    close() {
      verdicts.stop();
      return ledger.close();
    },
  };
}

function requirePermission({ permits }: OpenApiOptions, apiName: string, caller: Caller): void {
  if (caller.kind !== 'function' || permits(caller.invocation.functionName, apiName)) return;
  throw new ApiError(-604101, 'function has no permission to call this API');
}

function apiNamed(apis: Record<string, OpenApi>, name: string): OpenApi {
  const api = Object.hasOwn(apis, name) ? apis[name] : undefined;
  if (api) return api;
  throw new ApiError(-604100, 'API not found');
}

function refusal({ errcode, message }: ApiError): Buffer {
  return errcode <= -604000 ? writeSystemError(errcode) : writeAnswer({ errcode, errmsg: message });
}
