import { simplified } from '../../../cloudfunctions/common/domain/simplified';
import { normalise } from '../../../cloudfunctions/common/domain/search-terms';
import type { Spoken } from './spoken';

/** What is asked, as it is sent. */
export type Question = {
  text?: string;
  also?: string[];
  anyScript?: boolean;
  from?: number;
  to?: number;
  customer?: string;
  agent?: string;
  conversationId?: string;
  role?: string;
  kind?: string;
  skill?: string;
  product?: string;
  tag?: string;
  ratings?: number[];
  order: 'newest' | 'oldest' | 'conversation';
};

/** Who asks: an agent sees what is theirs. */
export type Asker = { openid: string; isAgent: boolean };

/** Messages in the order in which they were sent, each with its words as search compares them. */
export class PlainScan {
  private readonly all: { one: Spoken; plain: string; simple: string }[] = [];

  add(spoken: readonly Spoken[]): void {
    for (const one of spoken) {
      const plain = normalise(one.words);
      this.all.push({ one, plain, simple: simplified(plain) });
    }
  }

  /** All that a question is answered by, in its order. */
  answer(question: Question, asker: Asker): Spoken[] {
    const fold = question.anyScript ? simplified : (text: string) => text;
    const phrases = [question.text ?? '', ...(question.also ?? [])].map((text) => fold(normalise(text)));
    const found = this.all.filter(({ one, plain, simple }) => {
      const words = question.anyScript ? simple : plain;
      return phrases.every((phrase) => words.includes(phrase)) && isMeant(one, question) && mayFind(one, asker);
    });
    return inOrder(
      found.map(({ one }) => one),
      question.order,
    );
  }
}

const mayFind = ({ isRecalled, talk }: Spoken, { openid, isAgent }: Asker): boolean =>
  !isAgent || (!isRecalled && talk.agent.id === openid);

const isOr = (wanted: string | undefined, is: string): boolean => wanted === undefined || wanted === is;

function isMeant({ streamId, sentAt, role, kind, talk }: Spoken, asked: Question): boolean {
  const { from = 0, to = Infinity, conversationId, ratings } = asked;
  return (
    sentAt >= from &&
    sentAt <= to &&
    isOr(asked.role, role) &&
    isOr(asked.kind, kind) &&
    isOr(asked.skill, talk.skill) &&
    (conversationId === undefined || streamId.split(':')[0] === conversationId) &&
    (asked.tag === undefined || talk.tags.includes(asked.tag)) &&
    (!ratings || (talk.rating !== undefined && ratings.includes(talk.rating))) &&
    (asked.product === undefined || isNamed(asked.product, talk.product)) &&
    (asked.agent === undefined || isNamed(asked.agent, talk.agent)) &&
    (asked.customer === undefined || isCustomer(asked.customer, talk.customer))
  );
}

const isNamed = (keyword: string, { id, name }: { id: string; name: string }): boolean =>
  id === keyword || normalise(name).includes(normalise(keyword));

function isCustomer(keyword: string, { id, name, remark = '', phone, tags }: Spoken['talk']['customer']): boolean {
  const part = normalise(keyword);
  if (keyword === id || [name, remark, ...tags].some((text) => normalise(text).includes(part))) return true;
  return /^\d{4,}$/.test(keyword) && phone.replace(/\D/g, '').endsWith(keyword);
}

const later = (a: Spoken, b: Spoken): number => b.sentAt - a.sentAt || (a.messageId < b.messageId ? 1 : -1);

function inOrder(found: Spoken[], order: Question['order']): Spoken[] {
  const newest = found.toSorted(later);
  if (order === 'newest') return newest;
  if (order === 'oldest') return newest.reverse();
  const groups = new Map<string, Spoken[]>();
  for (const one of newest) groups.set(one.streamId, [one, ...(groups.get(one.streamId) ?? [])]);
  return [...groups.values()].flat();
}
