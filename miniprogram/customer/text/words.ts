import { inLanguage } from '../../shared/text/text';
import { en } from './en';
import { type Words, zh } from './zh';

/** What only the customers' app says, in the language of the device. */
export const words: Words = inLanguage(zh, en);
