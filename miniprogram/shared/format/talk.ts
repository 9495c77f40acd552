/** What a finger on the talk button does. `asking`: the phone has not begun to record yet. */
export type Talk = 'idle' | 'asking' | 'recording' | 'cancelling';

/** Nobody speaks. */
export const restingTalk: { talk: Talk } = { talk: 'idle' };

/** So far up a finger lets go of what was said. */
const CANCEL_PX = 72;

/** Sooner it was a slip of the finger. */
export const LEAST_VOICE_MS = 1000;

/** The last seconds are counted down. */
export const COUNTDOWN_S = 10;

/** The finger has moved up by so much. */
export function moved(talk: Talk, up: number): Talk {
  if (talk !== 'recording' && talk !== 'cancelling') return talk;
  return up > CANCEL_PX ? 'cancelling' : 'recording';
}
