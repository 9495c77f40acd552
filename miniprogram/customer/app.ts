import { initCloud } from '../shared/cloud';
import { environment } from './environment';
import { hasAsked, openOutbox } from './session';

App({
  async onLaunch() {
    initCloud(environment);
    if (hasAsked()) await openOutbox();
  },
});
