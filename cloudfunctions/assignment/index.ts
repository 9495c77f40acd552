import { serve } from '../common/cloud/serve';
import { status } from './status';

export const main = serve('assignment', { status });
