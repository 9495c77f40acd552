import { words } from '../../text/words';

/** Whether something was given that cannot be a telephone number. */
export const isBadPhone = (phone: string): boolean => phone.trim() !== '' && !/^\+?[\d\s-]{5,20}$/.test(phone.trim());

/** What is sent for somebody who leaves a message, and perhaps a number to call. */
export function leftMessage(content: string, phone: string): string {
  const lines = [words.leave.message(content.trim())];
  if (phone.trim()) lines.push(words.leave.phoneLine(phone.trim()));
  return lines.join('\n');
}
