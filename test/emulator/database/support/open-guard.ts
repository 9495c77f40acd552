import type { Guard } from '../../../../scripts/emulator/contract';

/** Lets everybody do everything. */
export const openGuard: Guard = {
  filter: (_caller, _operation, _collection, filter) => filter,
  create: (_caller, _collection, document) => document,
};
