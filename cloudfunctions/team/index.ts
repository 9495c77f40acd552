import { serve } from '../common/cloud/serve';
import { me } from './me';

export const main = serve('team', { me });
