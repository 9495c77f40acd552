import { serve } from '../common/cloud/serve';
import { credit } from './credit';
import { credits } from './credits';
import { reach } from './reach';

export const main = serve('alert', { credit, credits, reach });
