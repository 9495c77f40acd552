import fc from 'fast-check';
import { kinds, type ChatKind } from './contents';

/** One thing somebody does with a phone, or that happens to it. */
export type Act = { does: 'say' | 'answer'; kind: ChatKind } | { does: 'recall' | 'kill' | 'leave' | 'lose-network' };

/** Somebody in a conversation: which of their phones does what. */
export type Part = { conversation: number; side: 'customer' | 'agent'; acts: { device: number; act: Act }[] };

const says = (does: 'say' | 'answer', kind: fc.Arbitrary<ChatKind>): fc.Arbitrary<Act> =>
  kind.map((one) => ({ does, kind: one }));

const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 62, arbitrary: says('say', fc.constant('text')) },
  { weight: 20, arbitrary: says('say', fc.constantFrom(...kinds)) },
  { weight: 8, arbitrary: says('answer', fc.constant('text')) },
  ...(['recall', 'kill', 'leave', 'lose-network'] as const).map((does) => ({
    weight: does === 'recall' ? 3 : 1,
    arbitrary: fc.constant<Act>({ does }),
  })),
);

export const isMessage = ({ does }: Act): boolean => does === 'say' || does === 'answer';

/** Two people to a conversation, each with so many messages and what happens between them; agents have two phones. */
export function planFor(seed: number, conversations: number, messages: number): Part[] {
  const sides = ['customer', 'agent'] as const;
  const wanted = conversations * sides.length;
  const step = fc.record({ device: fc.nat({ max: 1 }), act: acts });
  const long = fc.array(step, { minLength: 2 * messages, maxLength: 2 * messages, size: 'max' });
  const drawn = fc.sample(long, { seed, numRuns: wanted });
  return drawn.map((steps, place) => {
    const side = sides[place % sides.length] ?? 'customer';
    const cut = firstWith(steps, messages);
    const acts = side === 'agent' ? cut : cut.map(({ act }) => ({ device: 0, act }));
    return { conversation: Math.floor(place / sides.length), side, acts };
  });
}

function firstWith(steps: Part['acts'], messages: number): Part['acts'] {
  let said = 0;
  const end = steps.findIndex(({ act }) => isMessage(act) && (said += 1) === messages);
  return steps.slice(0, end + 1);
}
