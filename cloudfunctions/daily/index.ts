import { serveTimer } from '../common/cloud/serve';
import { daily } from './daily';

export const main = serveTimer('daily', daily);
