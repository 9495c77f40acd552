import { serve } from '../common/cloud/serve';
import { audited } from './audited';
import { history } from './history';
import { read } from './read';
import { recall } from './recall';
import { send } from './send';
import { sync } from './sync';
import { typing } from './typing';

export const main = serve('message', { send, audited, history, read, recall, sync, typing });
