import type { Me } from '../../cloudfunctions/common/protocol/team';
import { call } from '../shared/cloud';
import { type Feed, startFeed } from '../shared/feed';
import { openOutbox, type Outbox } from '../shared/outbox';

/** What a signed-in agent's phone holds for as long as the app runs. */
export type Session = { me: Me; feed: Feed; outbox: Outbox };

let session: Promise<Session> | undefined;

/** Signs in at the first call; a sign-in that failed is tried again by the next. */
export async function openSession(): Promise<Session> {
  session ??= signIn();
  try {
    return await session;
  } catch (error) {
    session = undefined;
    throw error;
  }
}

async function signIn(): Promise<Session> {
  const me = await call('team', 'me', {});
  const outbox = await openOutbox(me.id);
  return { me, outbox, feed: startFeed({ to: me.to }) };
}
