import { inLanguage } from '../../shared/text/text';
import { en } from './records-en';
import { type RecordsText, zh } from './records-zh';

/** What the screens around records say, in the language of the device. */
export const recordsText: RecordsText = inLanguage(zh, en);
