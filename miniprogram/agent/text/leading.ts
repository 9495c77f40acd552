import { inLanguage } from '../../shared/text/text';
import { en } from './leading-en';
import { type Leading, zh } from './leading-zh';

/** What boards, rules and replays say, in the language of the device. */
export const leading: Leading = inLanguage(zh, en);
