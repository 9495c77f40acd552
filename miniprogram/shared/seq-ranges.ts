/** Seqs without a hole, both ends included. */
export type SeqRange = { from: number; to: number };

/** A range of seqs, both ends excluded, that must exist and are not at hand. */
export type Gap = { after: number; before: number };

/** A set of seqs, kept as the few ranges it consists of. */
export class SeqRanges {
  private ranges: SeqRange[] = [];

  /** Takes in a range; those it touches become one. */
  add(from: number, to: number): void {
    if (to < from) return;
    const start = this.indexAfter(from - 1);
    let end = start;
    let whole = { from, to };
    for (let next = this.ranges[end]; next && next.from <= to + 1; next = this.ranges[++end]) {
      whole = { from: Math.min(whole.from, next.from), to: Math.max(whole.to, next.to) };
    }
    this.ranges.splice(start, end - start, whole);
  }

  remove(from: number, to: number): void {
    this.ranges = this.ranges.flatMap((range) =>
      [
        { from: range.from, to: Math.min(range.to, from - 1) },
        { from: Math.max(range.from, to + 1), to: range.to },
      ].filter((part) => part.from <= part.to),
    );
  }

  /** The range a seq lies in. */
  at(seq: number): SeqRange | undefined {
    const range = this.ranges[this.indexAfter(seq)];
    return range && range.from <= seq ? range : undefined;
  }

  has(seq: number): boolean {
    return this.at(seq) !== undefined;
  }

  /** The number of seqs. */
  size(): number {
    return this.ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  }

  /** What these have and the others have not. */
  without(others: SeqRanges): Gap[] {
    return this.ranges.flatMap((range) => others.gapsIn(range));
  }

  private gapsIn({ from, to }: SeqRange): Gap[] {
    const gaps: Gap[] = [];
    let next = from;
    for (let index = this.indexAfter(from); next <= to; index++) {
      const range = this.ranges[index] ?? { from: Infinity, to: Infinity };
      if (range.from > next) gaps.push({ after: next - 1, before: Math.min(range.from, to + 1) });
      next = range.to + 1;
    }
    return gaps;
  }

  /** The first range that does not end before a seq; most are asked for at the end. */
  private indexAfter(seq: number): number {
    let index = this.ranges.length;
    for (let last = this.ranges[index - 1]; last && last.to >= seq; last = this.ranges[index - 1]) index -= 1;
    return index;
  }
}
