import { serve } from '../common/cloud/serve';
import { agents } from './agents';
import { bind } from './bind';
import { deactivate } from './deactivate';
import { keys } from './keys';
import { invite } from './invite';
import { invites } from './invites';
import { reactivate } from './reactivate';
import { revoke } from './revoke';
import { roster } from './roster';
import { saveAgent } from './save-agent';
import { saveShift } from './save-shift';
import { shifts } from './shifts';
import { products } from './products';
import { audits } from './audits';
import { checkConfiguration } from './check-configuration';
import { me } from './me';
import { quickReplies } from './quick-replies';
import { removeQuickReply } from './remove-quick-reply';
import { rules } from './rules';
import { saveQuickReply } from './save-quick-reply';
import { saveRules } from './save-rules';
import { saveSettings } from './save-settings';
import { settings } from './settings';

export const main = serve('team', {
  me,
  agents,
  products,
  settings,
  saveSettings,
  rules,
  saveRules,
  checkConfiguration,
  quickReplies,
  saveQuickReply,
  removeQuickReply,
  audits,
  keys,
  invite,
  invites,
  revoke,
  bind,
  roster,
  saveAgent,
  deactivate,
  reactivate,
  shifts,
  saveShift,
});
