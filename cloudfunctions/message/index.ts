import { serve } from '../common/cloud/serve';
import { audited } from './audited';
import { delivered } from './delivered';
import { history } from './history';
import { links } from './links';
import { read } from './read';
import { recall } from './recall';
import { release } from './release';
import { send } from './send';
import { sync } from './sync';
import { typing } from './typing';
import { unverifiable } from './unverifiable';
import { withheld } from './withheld';

export const main = serve('message', {
  send,
  audited,
  history,
  links,
  read,
  delivered,
  recall,
  release,
  sync,
  typing,
  unverifiable,
  withheld,
});
