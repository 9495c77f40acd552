import { CloudError } from '../contract';

/** Stands for an operator that only the real service has, and says so when it is met. */
export function unsupported(name: string): () => never {
  return () => {
    throw new CloudError('DATABASE_REQUEST_FAILED', `${name} is not supported locally; the real service has it.`);
  };
}
