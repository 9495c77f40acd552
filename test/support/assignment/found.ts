import type { Day, Move, Round, Step } from './moves';
import type { Trouble } from './director';

const step = (move: Move, trouble?: Trouble): Step => ({ move, trouble, again: false });

const round = (...steps: Step[]): Round => ({ afterMs: 0, steps, picks: [0] });

/** What once went wrong, each as short as it could be made: played first in every run. */
export const found: Day[] = [
  // A place was reserved for a customer who then left the queue, and nobody gave it back.
  {
    asksFirst: false,
    isStaffed: false,
    rounds: [
      round(step({ does: 'open', customer: 0 })),
      round(step({ does: 'status', agent: 0, status: 'online', isHidden: false }, { atRequest: 5, kind: 'dies' })),
      round(step({ does: 'conversation.close', conversation: 0, as: 'customer', agent: 0 })),
    ],
  },
  // A place was reserved for a customer who closed twice, the second time before the sweep had looked.
  {
    asksFirst: false,
    isStaffed: true,
    rounds: [
      round(step({ does: 'open', customer: 0 }, { atRequest: 9, kind: 'dies' })),
      round(step({ does: 'conversation.close', conversation: 0, as: 'customer', agent: 0 })),
      { ...round(step({ does: 'conversation.close', conversation: 0, as: 'customer', agent: 0 })), afterMs: 35_000 },
    ],
  },
];
