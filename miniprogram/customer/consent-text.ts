import type { Business } from './business';
import { words } from './text/words';

/** Said while there is no consent: whether one is needed. */
export const unconsentedText = ({ settings }: Business): string =>
  settings?.privacy ? words.me.notConsented : words.me.noConsentNeeded;
