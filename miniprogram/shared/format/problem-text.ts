import type { Problem } from '../../../cloudfunctions/common/protocol/problems';
import { text } from '../text/text';

function sentenceOf({ code, detail = '' }: Problem): string {
  const sentence = text.problems[code];
  return typeof sentence === 'string' ? sentence : sentence(detail);
}

function placeOf({ document, id }: Problem): string {
  const place = text.problemPlace[document];
  return typeof place === 'string' ? place : place(id);
}

/** A line that says where in the configuration something is wrong, and what. */
export const problemText = (problem: Problem): string =>
  text.problemPlace.line(placeOf(problem), problem.path, sentenceOf(problem));
