import { serve } from '../common/cloud/serve';
import { agents } from './agents';
import { products } from './products';
import { audits } from './audits';
import { checkConfiguration } from './check-configuration';
import { me } from './me';
import { quickReplies } from './quick-replies';
import { removeQuickReply } from './remove-quick-reply';
import { saveQuickReply } from './save-quick-reply';
import { saveSettings } from './save-settings';
import { settings } from './settings';

export const main = serve('team', {
  me,
  agents,
  products,
  settings,
  saveSettings,
  checkConfiguration,
  quickReplies,
  saveQuickReply,
  removeQuickReply,
  audits,
});
