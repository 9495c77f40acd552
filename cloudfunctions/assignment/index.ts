import { serve } from '../common/cloud/serve';
import { explain } from './explain';
import { status } from './status';

export const main = serve('assignment', { explain, status });
