import { serve } from '../common/cloud/serve';
import { consent } from './consent';
import { profile } from './profile';

export const main = serve('customer', { profile, consent });
