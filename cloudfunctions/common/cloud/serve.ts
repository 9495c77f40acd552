import * as v from 'valibot';
import type { Action, Checked, Data } from '../protocol/action';
import { contract, type ActionName, type Contract, type FunctionName } from '../protocol/contract';
import type { AgentDocument, Role } from '../protocol/documents';
import { AppError, errorCodes, type ErrorCode, type Reply } from '../protocol/errors';
import { LEASE_MS } from '../protocol/limits';
import { permissions, scopeFor, type Permission, type Scope } from '../protocol/permissions';
import { auditingOf, recordDeed, recordRefusal, type Attempt } from './auditing';
import { isTimerCall, originOfCall, type Origin } from './caller';
import { agents, command } from './db';
import { mayCall } from './flood';
import { requireKeys } from './key-check';
import { logFailure } from './log';

/** Who calls and how far their permission reaches. `id` is the staff member's or the customer's. */
export type Caller = Origin & { role: Role; id: string; scope: Scope; staff?: AgentDocument; now: number };

type AnyAction = Action & { params: v.GenericSchema };

/** One handler per action of the contract: a missing one does not compile. */
export type Handlers<F extends FunctionName> = {
  [A in ActionName<F>]: (
    input: Contract[F][A] extends Action ? Checked<Contract[F][A]> : never,
    caller: Caller,
  ) => Promise<Contract[F][A] extends Action ? Data<Contract[F][A]> : never>;
};

type AnyHandler = (input: unknown, caller: Caller) => Promise<unknown>;

const failure = (code: ErrorCode, message: string): Reply<never> => ({
  ok: false,
  code,
  message,
  retryable: errorCodes[code].retryable,
});

/** Turns what a handler throws into an answer; what nobody foresaw is logged and says nothing of its cause. */
function refusal(where: string, error: unknown): Reply<never> {
  if (error instanceof AppError) return failure(error.code, error.message);
  logFailure(where, error);
  return failure('INTERNAL', 'Something went wrong on our side. Try again.');
}

/** Reads the staff member behind an address and, in the same request, renews their lease. Who has left the team is none. */
const findStaff = (to: string, now: number): Promise<AgentDocument | undefined> =>
  agents.change({ to, deactivatedAt: command.exists(false) }, { leaseUntil: command.max(now + LEASE_MS) });

/** Where the call comes from, unless it is one too many. */
function admit(now: number): Origin {
  const origin = originOfCall();
  if (!mayCall(origin.to, now)) throw new AppError('TOO_FAST');
  return origin;
}

async function identify(permission: Permission, origin: Origin, now: number): Promise<Caller> {
  if (permission === 'participant') return { ...origin, role: 'customer', id: origin.to, scope: 'own', now };
  const staff = needsStaff(permission) ? await findStaff(origin.to, now) : undefined;
  const role = staff?.role ?? 'customer';
  const scope = scopeFor(permission, role);
  if (!scope) throw new AppError('FORBIDDEN');
  return { ...origin, role, id: staff?._id ?? origin.to, scope, now, ...(staff && { staff }) };
}

const needsStaff = (permission: Exclude<Permission, 'participant'>) =>
  Object.keys(permission).some((role) => role !== 'customer');

function check(action: AnyAction, event: Record<string, unknown>): unknown {
  const result = v.safeParse(action.params, event);
  if (result.success) return result.output;
  throw new AppError('INVALID_INPUT', v.summarize(result.issues));
}

function actionOf<F extends FunctionName>(name: F, event: Record<string, unknown>): ActionName<F> {
  const action = String(event['action']);
  if (!Object.hasOwn(contract[name], action)) throw new AppError('UNKNOWN_ACTION', `${name} has no such action.`);
  return action as ActionName<F>;
}

/** Does what is asked, and notes in `attempt` how far it came. */
async function perform<F extends FunctionName>(
  name: F,
  handlers: Handlers<F>,
  event: Record<string, unknown>,
  attempt: Attempt,
): Promise<unknown> {
  attempt.origin = admit(attempt.now);
  await requireKeys();
  const key = actionOf(name, event);
  attempt.action = `${name}.${key}`;
  attempt.input = check(contract[name][key] as unknown as AnyAction, event);
  attempt.caller = await identify(permissions[name][key], attempt.origin, attempt.now);
  const auditing = auditingOf(attempt.action);
  if (auditing === 'change' || auditing === 'discreet') await recordDeed(attempt);
  const data = await (handlers[key] as unknown as AnyHandler)(attempt.input, attempt.caller);
  if (auditing === 'look') await recordDeed(attempt);
  return data;
}

/**
 * The entry of a function: identity, checking, permission, the log, errors, once for all actions.
 * Parameters the contract does not name, the platform's `userInfo` and `tcbContext` among them, never reach a handler.
 */
export function serve<F extends FunctionName>(name: F, handlers: Handlers<F>) {
  return async (event: Record<string, unknown> | null): Promise<Reply<unknown>> => {
    const attempt: Attempt = { action: `${name}.?`, now: Date.now() };
    try {
      return { ok: true, data: await perform(name, handlers, event ?? {}, attempt) };
    } catch (error) {
      await recordRefusal(attempt, error);
      return refusal(attempt.action, error);
    }
  };
}

/** The entry of a timer function: nobody but the platform's timer gets in. */
export function serveTimer(name: string, run: (now: number) => Promise<unknown>) {
  return async (): Promise<Reply<unknown>> => {
    try {
      if (!isTimerCall()) throw new AppError('FORBIDDEN', 'Only the timer may call this.');
      await requireKeys();
      return { ok: true, data: await run(Date.now()) };
    } catch (error) {
      return refusal(name, error);
    }
  };
}

/**
 * The entry of a function that the platform brings events to, and that anybody may call. A refusal is thrown, since only a call that
 * fails is brought again.
 */
export function serveEvent(name: string, run: (event: unknown, now: number) => Promise<unknown>) {
  return async (event: unknown): Promise<unknown> => {
    try {
      await requireKeys();
      return await run(event, Date.now());
    } catch (error) {
      if (!(error instanceof AppError)) logFailure(name, error);
      throw new AppError(error instanceof AppError ? error.code : 'INTERNAL');
    }
  };
}
