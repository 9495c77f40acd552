import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TAG_LIMIT } from '../../../cloudfunctions/common/protocol/limits';
import {
  edited,
  hasTooManyTags,
  lostBy,
  type Edit,
  type File,
} from '../../../cloudfunctions/common/domain/customer-file';

const empty: File = { version: 0, tags: [], written: {}, overwritten: [], edits: [] };

const an = (edit: Partial<Edit>): Edit => ({
  clientId: 'e',
  base: 0,
  fields: {},
  addTags: [],
  removeTags: [],
  ...edit,
});

const by = (id: string) => ({ role: 'agent' as const, id });

test('a field belongs to whoever writes it last, and what they had not seen is kept for them', () => {
  const first = edited(empty, an({ clientId: '1', fields: { remark: '爱喝茶' } }), by('a'), 1);
  const second = edited(first, an({ clientId: '2', fields: { remark: '爱喝咖啡' } }), by('b'), 2);
  expect(second.written.remark).toMatchObject({ value: '爱喝咖啡', version: 2, by: by('b') });
  expect(lostBy(second, '2')).toMatchObject([{ field: 'remark', value: '爱喝茶', by: by('a'), version: 1 }]);
});

test.each<[string, Partial<Edit>, string]>([
  ['seen before', { base: 1 }, 'b'],
  ['one’s own', {}, 'a'],
  ['the same', { fields: { remark: '爱喝茶' } }, 'b'],
  ['another field', { fields: { phone: '13812345678' } }, 'b'],
])('nothing is lost that was %s', (_, edit, who) => {
  const first = edited(empty, an({ clientId: '1', fields: { remark: '爱喝茶' } }), by('a'), 1);
  const after = edited(first, an({ clientId: '2', fields: { remark: '不喝茶' }, ...edit }), by(who), 2);
  expect(after.overwritten).toEqual([]);
});

test('no tag is dropped in silence: what is too many is told, unless somebody else wrote it', () => {
  const tags = Array.from({ length: TAG_LIMIT }, (_, index) => `标签${index}`);
  const full = edited(empty, an({ clientId: '1', addTags: tags }), by('a'), 1);
  const more = edited(full, an({ clientId: '2', addTags: ['又一个'] }), by('b'), 2);
  expect([hasTooManyTags(empty, full), hasTooManyTags(full, more)]).toEqual([false, true]);
  expect(hasTooManyTags(more, edited(more, an({ clientId: '3', fields: { remark: '甲' } }), by('b'), 3))).toBe(false);
});

const agents = ['a', 'b', 'c'] as const;
const value = fc.constantFrom('', '甲', '乙', '丙');
const plan = fc.record({
  who: fc.constantFrom(...agents),
  remark: fc.option(value, { nil: undefined }),
  phone: fc.option(value, { nil: undefined }),
  addTags: fc.uniqueArray(fc.constantFrom('红', '绿', '蓝'), { maxLength: 2 }),
  removeTags: fc.uniqueArray(fc.constantFrom('红', '绿', '蓝'), { maxLength: 2 }),
  /** How many edits ago its author last looked. */
  behind: fc.nat(4),
  isRepeated: fc.boolean(),
});

test('however edits are interleaved and repeated, every value ever written stands, was seen by who replaced it, or is kept', () => {
  fc.assert(
    fc.property(fc.array(plan, { maxLength: 8 }), (plans) => {
      const edits = plans.map(({ remark, phone, ...rest }, index) => ({
        ...rest,
        clientId: `e${index}`,
        fields: { ...(remark !== undefined && { remark }), ...(phone !== undefined && { phone }) },
      }));
      let file = empty;
      const tags = new Set<string>();
      for (const [index, { who, behind, isRepeated, ...rest }] of edits.entries()) {
        const before = file;
        const edit = { ...rest, base: Math.max(0, before.version - behind) };
        file = edited(before, edit, by(who), index);
        if (isRepeated) expect(edited(file, edit, by(who), index + 100)).toBe(file);
        for (const tag of edit.removeTags) tags.delete(tag);
        for (const tag of edit.addTags) tags.add(tag);
        for (const field of ['remark', 'phone'] as const) {
          const stood = before.written[field];
          const stands = file.written[field];
          if (edit.fields[field] !== undefined) expect(stands?.value ?? '').toBe(edit.fields[field]);
          if (!stood || stands?.version === stood.version) continue;
          const wasSeen = stood.version <= edit.base || stood.by.id === who;
          expect(lostBy(file, edit.clientId).some((one) => one.field === field && one.value === stood.value)).toBe(
            !wasSeen,
          );
        }
      }
      expect(new Set(file.tags)).toEqual(tags);
      expect(file.version).toBe(edits.length);
    }),
    { numRuns: 500 },
  );
});
