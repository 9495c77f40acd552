import { serve } from '../common/cloud/serve';
import { block } from './block';
import { blocked } from './blocked';
import { consent } from './consent';
import { edit } from './edit';
import { file } from './file';
import { profile } from './profile';
import { unmask } from './unmask';

export const main = serve('customer', { profile, consent, block, blocked, file, edit, unmask });
