import { serveTimer } from '../common/cloud/serve';
import { jobs } from './jobs';

export const main = serveTimer('jobs', jobs);
