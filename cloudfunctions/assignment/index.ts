import { serve } from '../common/cloud/serve';
import { explain } from './explain';
import { hold } from './hold';
import { options } from './options';
import { remind } from './remind';
import { resume } from './resume';
import { status } from './status';

export const main = serve('assignment', { explain, hold, options, remind, resume, status });
