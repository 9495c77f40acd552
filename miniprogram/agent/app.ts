import { initCloud } from '../shared/cloud';
import { environment } from './environment';

App({
  onLaunch() {
    initCloud(environment);
  },
});
