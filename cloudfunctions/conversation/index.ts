import { serve } from '../common/cloud/serve';
import { choose } from './choose';
import { close } from './close';
import { here } from './here';
import { keys } from './keys';
import { list } from './list';
import { mark } from './mark';
import { notes } from './notes';
import { open } from './open';
import { rate } from './rate';
import { reopen } from './reopen';
import { tag } from './tag';

export const main = serve('conversation', { open, choose, keys, list, close, rate, reopen, notes, tag, here, mark });
