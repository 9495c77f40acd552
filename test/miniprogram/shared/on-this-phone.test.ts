import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Drafts, forgetDrafts } from '../../../miniprogram/shared/drafts';
import { forgetHidden, Hidden } from '../../../miniprogram/shared/hidden';
import { CloudModel, customer } from './support/cloud-model';
import { Phone } from './support/phone';

function aPhone(): Phone {
  const phone = new Phone(new CloudModel(), customer);
  phone.install();
  return phone;
}

test('a draft outlives the app, for its account and conversation alone', () => {
  aPhone();
  new Drafts('agent-1').set('a', '您好，');
  expect(['a', 'b'].map((id) => new Drafts('agent-1').of(id))).toEqual(['您好，', '']);
  expect(new Drafts('agent-2').of('a')).toBe('');
});

test('whatever is written, the last of it is kept, and nothing of what is blank', () => {
  const text = fc.oneof(fc.constantFrom('', '  ', '\n'), fc.string());
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b'), text)), (writings) => {
      const phone = aPhone();
      const drafts = new Drafts('x');
      for (const [id, words] of writings) drafts.set(id, words);
      for (const id of ['a', 'b']) {
        const last = writings.filter(([each]) => each === id).pop()?.[1] ?? '';
        expect([drafts.of(id), new Drafts('x').of(id)]).toEqual([last, last.trim() === '' ? '' : last]);
      }
      expect(phone.stored.size).toBe(['a', 'b'].filter((id) => drafts.of(id).trim() !== '').length);
    }),
  );
});

test('tells of changes only, and forgets one account’s drafts', () => {
  const phone = aPhone();
  const drafts = new Drafts('x');
  const told: string[] = [];
  const stop = drafts.subscribe((id) => told.push(id));
  drafts.set('a', '1');
  drafts.set('a', '1');
  stop();
  drafts.set('b', '2');
  new Drafts('y').set('a', '3');
  forgetDrafts('x');
  expect([told, [...phone.stored.keys()]]).toEqual([['a'], ['draft/y/a']]);
});

test('what is hidden stays hidden in its conversation, and nowhere else', () => {
  aPhone();
  const hidden = new Hidden('x');
  let changes = 0;
  hidden.subscribe(() => (changes += 1));
  hidden.hide('a', ['1', '2']);
  hidden.hide('a', ['2', '3']);
  const again = new Hidden('x');
  expect(['1', '2', '3', '4'].map((id) => again.has('a', id))).toEqual([true, true, true, false]);
  expect([again.has('b', '1'), new Hidden('y').has('a', '1'), changes]).toEqual([false, false, 2]);
  forgetHidden('x');
  expect(new Hidden('x').has('a', '1')).toBe(false);
});

test('what is hidden stays bounded: the oldest shows again', () => {
  const phone = aPhone();
  const hidden = new Hidden('x');
  hidden.hide(
    'a',
    Array.from({ length: 600 }, (_, index) => String(index)),
  );
  expect(['99', '100'].map((id) => hidden.has('a', id))).toEqual([false, true]);
  for (let index = 0; index < 150; index++) hidden.hide(`c${index}`, ['1']);
  expect(phone.stored.size).toBe(100);
});
