import { serve } from '../common/cloud/serve';
import { profile } from './profile';

export const main = serve('customer', { profile });
