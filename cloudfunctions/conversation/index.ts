import { serve } from '../common/cloud/serve';
import { close } from './close';
import { keys } from './keys';
import { list } from './list';
import { open } from './open';

export const main = serve('conversation', { open, keys, list, close });
