import { serve } from '../common/cloud/serve';
import { block } from './block';
import { blocked } from './blocked';
import { consent } from './consent';
import { edit } from './edit';
import { erase } from './erase';
import { file } from './file';
import { held } from './held';
import { hold } from './hold';
import { keepData } from './keep-data';
import { ownData } from './own-data';
import { profile } from './profile';
import { rights } from './rights';
import { unmask } from './unmask';
import { withdraw } from './withdraw';

export const main = serve('customer', {
  profile,
  consent,
  block,
  blocked,
  file,
  edit,
  unmask,
  rights,
  ownData,
  withdraw,
  erase,
  keepData,
  hold,
  held,
});
