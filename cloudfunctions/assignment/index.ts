import { serve } from '../common/cloud/serve';
import { accept } from './accept';
import { claim } from './claim';
import { decline } from './decline';
import { explain } from './explain';
import { hold } from './hold';
import { options } from './options';
import { remind } from './remind';
import { resume } from './resume';
import { invite } from './invite';
import { leave } from './leave';
import { queue } from './queue';
import { status } from './status';
import { takeover } from './takeover';
import { transfer } from './transfer';
import { watch } from './watch';
import { withdraw } from './withdraw';

export const main = serve('assignment', {
  status,
  explain,
  hold,
  resume,
  remind,
  options,
  queue,
  claim,
  takeover,
  transfer,
  accept,
  decline,
  withdraw,
  invite,
  leave,
  watch,
});
