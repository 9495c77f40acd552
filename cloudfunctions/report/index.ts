import { serve } from '../common/cloud/serve';
import { live } from './live';
import { replay } from './replay';

export const main = serve('report', { live, replay });
