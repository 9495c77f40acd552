import type { TextPart } from '../format/text-parts';
import { text } from '../text/text';
import { chooseFrom } from './action-sheet';

/** Offers what can be done with a link or a telephone number in a text. */
export async function openPart({ kind, text: words }: TextPart): Promise<void> {
  if (kind === 'link') await openLink(words);
  else if (kind === 'phone') await openNumber(words);
}

/** A mini-program may not open any page of the web: the address can be taken to a browser. */
async function openLink(address: string): Promise<void> {
  if ((await chooseFrom([text.tap.copyLink])) !== 0) return;
  await wx.setClipboardData({ data: address });
  void wx.showToast({ title: text.tap.linkCopied, icon: 'none' });
}

async function openNumber(number: string): Promise<void> {
  const choice = await chooseFrom([text.tap.call(number), text.tap.copyNumber]);
  if (choice === 1) await wx.setClipboardData({ data: number });
  if (choice === 0) wx.makePhoneCall({ phoneNumber: number.replace(/[ -]/g, ''), fail: () => undefined });
}
