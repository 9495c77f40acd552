import { randomUUID } from 'node:crypto';
import { CloudError, type Actions, type Caller, type Plain } from '../contract';
import { DroppedAnswer } from '../faults';

/** Answers one wire action as the service does: always an object with a `requestId`, an error being its `code`. */
export async function answerAction(
  actions: Actions,
  read: () => Promise<Plain>,
  identify: (body: Plain) => Caller,
): Promise<Plain> {
  const requestId = randomUUID();
  try {
    const body = await read();
    const handle = handlerOf(actions, body['action']);
    return { requestId, ...(await handle(body, identify(body))) };
  } catch (error) {
    return { requestId, ...describeError(error) };
  }
}

function handlerOf(actions: Actions, action: unknown) {
  const handle = typeof action === 'string' && Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!handle) throw notOffered(action);
  return handle;
}

export function notOffered(action: unknown): CloudError {
  return new CloudError('INVALID_PARAM', `The action ${JSON.stringify(action)} is not offered by this local cloud.`);
}

/** The fields of an error answer. What is not one of the service's errors is a defect of ours, and is printed. */
export function describeError(error: unknown): { code: string; message: string } {
  if (error instanceof DroppedAnswer) throw error;
  if (error instanceof CloudError) return { code: error.code, message: error.message };
  console.error(error);
  return { code: 'SYS_ERR', message: 'The local cloud failed; its terminal shows the cause.' };
}
