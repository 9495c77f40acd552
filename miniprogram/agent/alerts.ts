import type { ConversationRow } from '../shared/conversation-rows';
import { plainContent } from '../shared/format/message-row';
import { text } from '../shared/text/text';
import { watchVisibility } from '../shared/visibility';
import { alertChoices } from './alert-choices';
import { Arrivals } from './arrivals';
import { isLookedAt } from './attention';
import type { Session } from './session';

/** What slides in from above while one looks at something else. */
export type Banner = { conversationId: string; name: string; words: string };

const listeners = new Set<(banner: Banner) => void>();

/** Tells of what comes in other conversations than the one looked at. Returns how to stop. */
export function watchBanners(listener: (banner: Banner) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** From now on the agent sees, hears and feels what comes, as they have chosen. Returns how to stop. */
export function startAlerts(session: Pick<Session, 'conversations' | 'subscribe'>): () => void {
  const arrivals = new Arrivals();
  let isVisible = true;
  const stops = [
    watchVisibility((now) => (isVisible = now)),
    session.subscribe({
      onConversations() {
        const news = arrivals.take(session.conversations.items()).filter((row) => !isLookedAt(row.conversationId));
        if (isVisible) tell(news);
      },
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Many at once make one sound; the banner shows the latest. */
function tell([latest]: readonly ConversationRow[]): void {
  if (!latest) return;
  const { banner, sound, vibration } = alertChoices();
  if (banner) listeners.forEach((listener) => listener(bannerOf(latest)));
  if (sound) ring();
  if (vibration) wx.vibrateShort({ type: 'medium', fail: ignore });
}

const bannerOf = ({ conversationId, customer, last, mentioned }: ConversationRow): Banner => ({
  conversationId,
  name: customer.name,
  words:
    (mentioned ? text.conversations.mentioned : '') +
    (last ? plainContent(last, 'agent') : text.conversations.noMessage),
});

let player: WechatMiniprogram.InnerAudioContext | undefined;

/** Plays the sound from its beginning, whether it still plays or not. */
export function ring(): void {
  player ??= createPlayer();
  player.stop();
  player.play();
}

function createPlayer(): WechatMiniprogram.InnerAudioContext {
  const created = wx.createInnerAudioContext();
  created.src = '/sounds/message.wav';
  return created;
}

/** Not every device can shake. */
const ignore = (): void => undefined;
