import { serve } from '../common/cloud/serve';
import { agents } from './agents';
import { me } from './me';
import { products } from './products';

export const main = serve('team', { me, agents, products });
