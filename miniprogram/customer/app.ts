import { initCloud } from '../shared/cloud';
import { environment } from './environment';
import { followConversations, hasAsked, openOutbox } from './session';

App({
  async onLaunch() {
    initCloud(environment);
    followConversations();
    if (hasAsked()) await openOutbox();
  },
});
