import { serveEvent } from '../common/cloud/serve';
import { media } from './media';

export const main = serveEvent('media', media);
