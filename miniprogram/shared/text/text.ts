import { en } from './en';
import { type Text, zh } from './zh';

export type { Text };

const isChinese = (language: string): boolean => language.toLowerCase().startsWith('zh');

/** The one of two that is in the language of the device. */
export const inLanguage = <T>(chinese: T, english: T): T =>
  isChinese(wx.getAppBaseInfo().language || 'zh') ? chinese : english;

/** What the apps say, in the language of the device. */
export const text: Text = inLanguage(zh, en);

/** A sentence for what went wrong; a code that this version does not know is a fault of the service. */
export const errorText = (code: string | undefined): string => {
  const errors: Record<string, string> = text.errors;
  return errors[code ?? ''] ?? text.errors.INTERNAL;
};
