import { forgetDrafts } from './drafts';
import { forgetHidden } from './hidden';
import { forgetHistory } from './history-cache';
import { forgetKeys } from './keys';
import { forgetAudit } from './self-audit';

/** Leaves nothing of an account on this phone but what it has not sent yet. Its chats have to be closed before. */
export function forgetAccount(account: string): void {
  forgetHistory(account);
  forgetDrafts(account);
  forgetHidden(account);
  forgetAudit(account);
  forgetKeys();
}
