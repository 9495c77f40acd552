import { CloudError } from '../contract';

/** https://docs.cloudbase.net/error-code/basic/FUNCTIONS_TIME_LIMIT_EXCEEDED */
export function timedOut(limitMs: number): CloudError {
  return new CloudError('FUNCTIONS_TIME_LIMIT_EXCEEDED', `Invoking task timed out after ${limitMs / 1000} seconds`);
}

/** https://docs.cloudbase.net/error-code/basic/FUNCTIONS_MEMORY_LIMIT_EXCEEDED */
export function memoryExceeded(limitMb: number, usedMb?: number): CloudError {
  const used = usedMb === undefined ? 'its heap is full' : `it used ${usedMb} MB`;
  return new CloudError('FUNCTIONS_MEMORY_LIMIT_EXCEEDED', `Memory limit exceeded: ${used} of ${limitMb} MB allowed`);
}

export function executeFailed(message: string): CloudError {
  return new CloudError('FUNCTIONS_EXECUTE_FAIL', message);
}
