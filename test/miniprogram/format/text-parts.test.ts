import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { textParts } from '../../../miniprogram/shared/format/text-parts';

/** The parts of a text, links in <>, telephone numbers in (). */
const marked = (text: string): string =>
  textParts(text)
    .map((part) => (part.kind === 'plain' ? part.text : part.kind === 'link' ? `<${part.text}>` : `{${part.text}}`))
    .join('');

test.each([
  ['', ''],
  ['您好', '您好'],
  ['看 https://a.cn/b?c=1#d。', '看 <https://a.cn/b?c=1#d>。'],
  ['www.example.com/路径', '<www.example.com/>路径'],
  ['Read http://a.cn/x, then (http://a.cn/y).', 'Read <http://a.cn/x>, then (<http://a.cn/y>).'],
  ['https://a.cn/wiki_(x)', '<https://a.cn/wiki_(x)>'],
  ['两个 http://a.cn http://b.cn', '两个 <http://a.cn> <http://b.cn>'],
  ['电话13812345678谢谢', '电话{13812345678}谢谢'],
  ['138 1234 5678 或 +86 139-1234-5678', '{138 1234 5678} 或 {+86 139-1234-5678}'],
  ['010-12345678，0571 8765 4321', '{010-12345678}，0571 8765 4321'],
  ['400-810-8888', '{400-810-8888}'],
  ['订单 20261124138123456789', '订单 20261124138123456789'],
  ['SF13812345678', 'SF13812345678'],
  ['共 12345 元', '共 12345 元'],
])('%s', (text, want) => expect(marked(text)).toBe(want));

test('together the parts are the text', () => {
  const pieces = fc.constantFrom('http://a.cn', '13812345678', '你好', ' ', '.', ')', '(', 'www.', 'x', '😀');
  fc.assert(
    fc.property(fc.array(pieces), (list) => {
      const text = list.join('');
      expect(
        textParts(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
