import { serve } from '../common/cloud/serve';
import { entries } from './entries';
import { state } from './state';
import { verify } from './verify';

export const main = serve('audit', { entries, state, verify });
