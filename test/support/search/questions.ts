import table from '../../../cloudfunctions/common/domain/simplified.json';
import { randomOf, type Random } from '../../../scripts/corpus/random';
import type { Asker, Question } from './plain-scan';
import type { Spoken } from './spoken';

const traditionalOf = new Map(
  Array.from(table.simplified, (simple, index) => [simple, table.traditional[index] ?? '']),
);

const isSayable = (text: string): boolean => text.trim() !== '';

/** Questions about what was said, without end and the same again with the same seed. */
export class Questions {
  private readonly random: Random;

  constructor(
    seed: number,
    private readonly spoken: readonly Spoken[],
    private readonly until: number,
  ) {
    this.random = randomOf(seed);
  }

  next(): { question: Question; asker: Asker } {
    const one = this.random.pick(this.spoken);
    const order = this.random.pick(['newest', 'newest', 'oldest', 'conversation'] as const);
    const question: Question = { ...this.words(one), ...this.filters(one), order };
    const asker = this.random.isLucky(0.2)
      ? { openid: one.talk.agent.id, isAgent: true }
      : { openid: `lead-${this.random.between(1, 40)}`, isAgent: false };
    return { question: order === 'conversation' ? { ...question, to: question.to ?? this.until } : question, asker };
  }

  private words(one: Spoken): Partial<Question> {
    if (this.random.isLucky(0.1)) return {};
    const text = this.part(one.words);
    const also = this.random.isLucky(0.1) ? { also: [this.part(one.words)] } : {};
    if (this.random.isLucky(0.15)) return { text: this.inOtherScript(text), ...also, anyScript: true };
    return { text: this.spelt(text), ...also };
  }

  /** A stretch of 1 to 20 characters; white space alone is no question. */
  private part(words: string): string {
    const characters = Array.from(words);
    const size = Math.min(characters.length, this.random.between(1, 20));
    const start = this.random.between(0, characters.length - size);
    const text = characters.slice(start, start + size).join('');
    return isSayable(text) ? text : words;
  }

  /** The same in other letters, or something that perhaps nobody has said. */
  private spelt(text: string): string {
    if (this.random.isLucky(0.1)) return text.toUpperCase();
    if (this.random.isLucky(0.1))
      return text.replace(/[!-~]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0));
    return this.random.isLucky(0.1) ? `${text}${this.random.pick('的了7q，😂')}` : text;
  }

  private inOtherScript = (text: string): string =>
    Array.from(text, (letter) => (this.random.isLucky(0.5) ? (traditionalOf.get(letter) ?? letter) : letter)).join('');

  /** Each filter now and then; mostly what holds for this message. */
  private filters(one: Spoken): Partial<Question> {
    const other = this.random.isLucky(0.1) ? this.random.pick(this.spoken) : one;
    const { talk, sentAt } = other;
    const day = 86_400_000;
    const all: Partial<Question>[] = [
      { from: sentAt - this.random.between(0, 30 * day) },
      { to: sentAt + this.random.between(0, 30 * day) },
      {
        customer: this.someOf([
          talk.customer.id,
          this.part(talk.customer.name),
          talk.customer.phone.slice(-4),
          ...talk.customer.tags,
        ]),
      },
      { agent: this.someOf([talk.agent.id, talk.agent.name]) },
      { conversationId: talk.id },
      { role: other.role },
      { kind: other.kind },
      { skill: talk.skill },
      { product: this.someOf([talk.product.id, this.part(talk.product.name).slice(0, 4)]) },
      ...talk.tags.map((tag) => ({ tag })),
      ...(talk.rating === undefined ? [] : [{ ratings: [talk.rating] }]),
    ];
    const share = this.random.pick([0, 0.1, 0.3]);
    return Object.assign({}, ...all.filter(() => this.random.isLucky(share))) as Partial<Question>;
  }

  private someOf(values: string[]): string {
    return this.random.pick(values.map((value) => value.trim()).filter((value) => value !== ''));
  }
}
