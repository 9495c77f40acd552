import { serve } from '../common/cloud/serve';
import { history } from './history';
import { read } from './read';
import { send } from './send';
import { sync } from './sync';

export const main = serve('message', { send, history, read, sync });
