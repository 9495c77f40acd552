import fc from 'fast-check';
import type { Trouble } from './director';

/** Who acts in a conversation: its customer, its owner, whom it is offered to, the agent of that number, the lead. */
export type Actor = 'customer' | 'owner' | 'offered' | 'agent' | 'lead';

/** What is done in a conversation, by the path of its action. */
export type Deed =
  | 'message.send'
  | 'conversation.choose'
  | 'conversation.close'
  | 'conversation.reopen'
  | 'assignment.hold'
  | 'assignment.resume'
  | 'assignment.transfer'
  | 'assignment.accept'
  | 'assignment.decline'
  | 'assignment.withdraw'
  | 'assignment.claim'
  | 'assignment.takeover'
  | 'assignment.invite'
  | 'assignment.leave'
  | 'assignment.watch';

/** What somebody does. Numbers stand for whoever or whichever is there then, counted around. */
export type Move =
  | { does: 'open'; customer: number; skill?: string | undefined }
  | { does: 'status'; agent: number; status: 'online' | 'busy' | 'offline'; isHidden: boolean }
  | { does: Deed; conversation: number; as: Actor; agent: number }
  | { does: 'capacity'; agent: number; capacity: number }
  | { does: 'sweep' };

/** One move and what goes wrong with it; `again`: a phone that has had no answer asks once more. */
export type Step = { move: Move; trouble?: Trouble | undefined; again: boolean };

/** Time passes, then some act at once; `picks` decides whose request to the database is next. */
export type Round = { afterMs: number; steps: Step[]; picks: number[] };

const CUSTOMERS = 4;
const AGENTS = 3;

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const agent = fc.nat(AGENTS - 1);
const conversation = fc.nat(5);

const deed = (weight: number, does: Deed, ...by: Actor[]) => ({
  weight,
  arbitrary: fc.record({ does: fc.constant(does), conversation, as: fc.constantFrom(...by), agent }),
});

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('open' as const),
      customer: fc.nat(CUSTOMERS - 1),
      skill: fc.option(fc.constantFrom('a', 'b', 'pool'), { nil: undefined }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('status' as const),
      agent,
      status: fc.constantFrom('online' as const, 'online' as const, 'busy' as const, 'offline' as const),
      isHidden: fc.boolean(),
    }),
  },
  deed(3, 'message.send', 'customer', 'owner'),
  deed(1, 'conversation.choose', 'customer'),
  deed(3, 'conversation.close', 'customer', 'owner', 'lead'),
  deed(2, 'conversation.reopen', 'customer', 'owner', 'agent'),
  deed(2, 'assignment.hold', 'owner', 'agent'),
  deed(2, 'assignment.resume', 'owner', 'lead'),
  deed(4, 'assignment.transfer', 'owner'),
  deed(3, 'assignment.accept', 'offered'),
  deed(1, 'assignment.decline', 'offered'),
  deed(1, 'assignment.withdraw', 'owner', 'lead'),
  deed(3, 'assignment.claim', 'agent', 'lead'),
  deed(2, 'assignment.takeover', 'lead'),
  deed(1, 'assignment.invite', 'owner'),
  deed(1, 'assignment.leave', 'agent', 'lead'),
  deed(1, 'assignment.watch', 'lead'),
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('capacity' as const), agent, capacity: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('sweep' as const) }) },
);

const trouble: fc.Arbitrary<Trouble> = fc.record({
  atRequest: fc.integer({ min: 1, max: 12 }),
  kind: fc.constantFrom('dies' as const, 'dies' as const, 'fails' as const, 'drops' as const),
});

const step: fc.Arbitrary<Step> = fc.record({
  move,
  trouble: fc.option(trouble, { nil: undefined, freq: 2 }),
  again: fc.boolean(),
});

const round: fc.Arbitrary<Round> = fc.record({
  afterMs: fc.constantFrom(0, 10, SECOND, 4 * SECOND, 35 * SECOND, 3 * MINUTE, 20 * MINUTE),
  steps: fc.array(step, { minLength: 1, maxLength: 3 }),
  picks: fc.array(fc.nat(5), { minLength: 1, maxLength: 20 }),
});

/** How a day begins: whether customers are asked first what it is about, and whether everybody is there already. */
export type Morning = { asksFirst: boolean; isStaffed: boolean };

/** What a team and its customers do in a day. */
export type Day = Morning & { rounds: Round[] };

export const days: fc.Arbitrary<Day> = fc.record({
  asksFirst: fc.boolean(),
  isStaffed: fc.boolean(),
  rounds: fc.array(round, { minLength: 1, maxLength: 14, size: 'max' }),
});
