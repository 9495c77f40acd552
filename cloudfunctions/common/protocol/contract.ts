import { alert } from './alert';
import { assignment } from './assignment';
import { audit } from './audit';
import { conversation } from './conversation';
import { customer } from './customer';
import { exportActions } from './exports';
import { message } from './message';
import { report } from './report';
import { search, unmask } from './search';
import { team } from './team';

/** Everything clients may ask, by function and action. */
export const contract = {
  alert,
  assignment,
  audit,
  conversation,
  customer,
  message,
  report,
  search: { ...search, ...exportActions, unmask },
  team,
};

export type Contract = typeof contract;
export type FunctionName = keyof Contract;
export type ActionName<F extends FunctionName> = keyof Contract[F] & string;
