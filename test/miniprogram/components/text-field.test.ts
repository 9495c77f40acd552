/** @jest-environment jsdom */
import { beforeAll, expect, test } from '@jest/globals';
import { fire, loadComponent } from '../../support/component';

let render: ReturnType<typeof loadComponent>;

beforeAll(() => {
  render = loadComponent('text-field', 'agent', 'components');
});

test.each([true, false])('tells what is typed, and where the cursor is; long: %s', async (isLong) => {
  const field = render({ label: '标题', isLong });
  const told: unknown[] = [];
  field.addEventListener('change', ({ detail }) => told.push(detail));
  await fire(field, '.field__input', 'input', { value: '发货', cursor: 2 });
  expect(told).toEqual([{ text: '发货', cursor: 2 }]);
});

test('an error takes the place of the note', () => {
  const field = render({ label: '标题', note: '最多 32 字', error: '请填写标题' });
  expect(field.querySelector('.field__error')?.dom?.textContent).toBe('请填写标题');
  expect(field.querySelector('.field__note')).toBeUndefined();
});
