import { serveTimer } from '../common/cloud/serve';
import { sweep } from './sweep';

export const main = serveTimer('sweep', sweep);
