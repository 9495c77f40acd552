import type { ChatItem } from '../../../shared/chat-item';
import type { Viewer } from '../../../shared/format/message-row';
import { text } from '../../../shared/text/text';
import { type Business, needsConsent } from '../../business';

/** How the two sides of the chat look to the customer. */
export const viewerOf = ({ settings, profile }: Business): Viewer => ({
  side: 'customer',
  own: text.chat.you,
  other: text.chat.service,
  ownPicture: profile?.avatar ?? '',
  otherPicture: settings?.theme.avatar ?? '',
});

/** What the chat's page shows of how the business has set things up. */
export function looksOf(business: Business) {
  const { settings } = business;
  return {
    icons: settings?.theme.icons ?? {},
    picture: settings?.theme.avatar ?? '',
    welcome: settings?.welcome ?? '',
    questions: settings?.quickQuestions ?? [],
    privacy: settings?.privacy?.text ?? '',
    isMuted: needsConsent(business),
  };
}

/** Whether somebody has said something. */
export const isAnythingSaid = (items: readonly ChatItem[]): boolean =>
  items.some(({ kind }) => kind !== 'system' && kind !== 'divider');
