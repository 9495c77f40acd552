import { serve } from '../common/cloud/serve';
import { block } from './block';
import { blocked } from './blocked';
import { consent } from './consent';
import { profile } from './profile';

export const main = serve('customer', { profile, consent, block, blocked });
