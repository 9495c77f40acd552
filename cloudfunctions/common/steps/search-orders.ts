import type { Span } from '../domain/search-order';
import type { Place, Position } from './search-cursor';
import { Scan, type FoundMessage, type Run } from './search-run';
import { PlainWalk, type Walk } from './search-walk';

/** What a call goes on with: a walk from a place on, as far as a limit. */
export type Part = { run: Run; walk: Walk; span: Span; place: Place; limit: number };

/** What a call has found, how many messages on its way nobody can verify, and where the next one goes on, unless there is no more. */
export type Outcome = { found: FoundMessage[]; unverifiable: number; next?: Place };

/** One message after the other, as they were sent. */
export async function inTime({ run, walk, place, limit }: Part): Promise<Outcome> {
  const scan = new Scan(run, walk);
  const found: FoundMessage[] = [];
  let [at, unverifiable] = [place.at, 0];
  while (found.length < limit) {
    const step = await scan.next();
    if (!step) break;
    at = step.at;
    if (step.match) found.push(step.match);
    if (step.isUnverifiable) unverifiable += 1;
  }
  return { found, unverifiable, ...(!scan.isOver && { next: { ...place, ...(at && { at }) } }) };
}

/**
 * Conversation by conversation, that with the newest match first; within each one the oldest first. When a match of a conversation is
 * met after the first call, a look at what comes after it in the conversation tells whether that has had its turn.
 */
export async function byConversation(part: Part): Promise<Outcome> {
  const grouping = new Grouping(part);
  while (grouping.found.length < part.limit && (await grouping.goOn()));
  const { found, unverifiable } = grouping;
  return { found, unverifiable, ...(!grouping.isOver && { next: grouping.place }) };
}

type Group = NonNullable<Place['group']>;

class Grouping {
  readonly found: FoundMessage[] = [];
  /** Each is met once, before its conversation has its turn. */
  unverifiable = 0;
  place: Place;
  private readonly scan: Scan;
  private readonly hadTurn = new Set<string>();
  private readonly isFirstCall: boolean;

  constructor(private readonly part: Part) {
    this.place = part.place;
    this.scan = new Scan(part.run, part.walk);
    this.isFirstCall = part.place.at === undefined;
  }

  get isOver(): boolean {
    return this.scan.isOver && !this.place.group;
  }

  /** Goes on to the next match, or with the conversation it is in; false when the call can do no more. */
  async goOn(): Promise<boolean> {
    const { group } = this.place;
    if (!group) return this.meet();
    return group.isNew ? this.take(group) : this.check(group);
  }

  private async meet(): Promise<boolean> {
    const step = await this.scan.next();
    if (!step) return false;
    if (step.isUnverifiable) this.unverifiable += 1;
    const id = step.match?.message.conversationId;
    const group = id === undefined || this.hadTurn.has(id) ? undefined : { id, isNew: this.isFirstCall };
    this.stand(step.at, group);
    return true;
  }

  /** Whether there is a match after the one that was met: then the conversation has had its turn. */
  private async check(group: Group): Promise<boolean> {
    const scan = this.within(group, group.at ?? this.place.at);
    let step = await scan.next();
    for (; step && !step.match; step = await scan.next()) this.stand(this.place.at, { ...group, at: step.at });
    if (step) this.end(group);
    else if (scan.isOver) this.stand(this.place.at, { id: group.id, isNew: true });
    return step !== undefined || scan.isOver;
  }

  private async take(group: Group): Promise<boolean> {
    const scan = this.within(group, group.at);
    while (this.found.length < this.part.limit) {
      const step = await scan.next();
      if (!step) break;
      this.stand(this.place.at, { ...group, at: step.at });
      if (step.match) this.found.push(step.match);
    }
    if (scan.isOver) this.end(group);
    return scan.isOver;
  }

  private end({ id }: Group): void {
    this.hadTurn.add(id);
    this.stand(this.place.at, undefined);
  }

  private stand(at: Position | undefined, group: Group | undefined): void {
    const { until } = this.place;
    this.place = { ...(at && { at }), ...(until !== undefined && { until }), ...(group && { group }) };
  }

  private within({ id }: Group, after: Position | undefined): Scan {
    const { run, span } = this.part;
    return new Scan(run, new PlainWalk({ conversationId: id }, { span, direction: 'oldest', after }));
  }
}
