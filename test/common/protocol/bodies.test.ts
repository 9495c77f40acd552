import { describe, expect, test } from '@jest/globals';
import { checkBody, filesOf, type SentKind } from '../../../cloudfunctions/common/protocol/bodies';

const file = 'cloud://local.abc/kefu/c1/a.jpg';
const picture = { fileId: file, width: 4, height: 3, size: 10 };

describe('a body that fits its kind', () => {
  test.each<[SentKind, object]>([
    ['text', { text: '在吗' }],
    ['text', { text: '@陈默 看一下', mentions: ['agent-2'] }],
    ['image', picture],
    ['image', { ...picture, original: { fileId: file, size: 99 } }],
    ['voice', { fileId: file, duration: 60_000, size: 10 }],
    ['video', { ...picture, duration: 3, cover: file }],
    ['file', { fileId: file, name: '说明书.pdf', size: 0 }],
    ['product', { productId: 'flask', name: '保温壶', price: '¥159', picture: '/images/flask.svg' }],
    ['order', { orderId: '20261124001', title: '保温壶', status: '已发货', amount: '¥159', count: 1 }],
    ['excerpt', { conversationId: 'c1', lines: [{ name: '林小满', kind: 'text', text: '漏水', sentAt: 1 }] }],
    ['customer', { customerId: 'c1', name: '林小满', product: '保温壶', tags: ['vip'] }],
  ])('%s %j', (kind, body) => expect(checkBody(kind, body)).toEqual(body));
});

describe('a body that does not', () => {
  test.each<[string, SentKind, unknown]>([
    ['nothing to read', 'text', { text: ' \n' }],
    ['too long', 'text', { text: '字'.repeat(2001) }],
    ['another kind', 'image', { text: '在吗' }],
    ['an address outside the cloud', 'image', { ...picture, fileId: 'https://example.com/a.jpg' }],
    ['too long to listen to', 'voice', { fileId: file, duration: 60_001, size: 10 }],
    ['too large', 'file', { fileId: file, name: 'a', size: 101 * 1024 * 1024 }],
    ['a script for a picture', 'product', { productId: 'p', name: 'a', price: '¥1', picture: 'javascript:alert(1)' }],
    ['an operator', 'text', { text: { $ne: null } }],
    ['no object', 'text', null],
  ])('%s is refused', (_, kind, body) =>
    expect(() => checkBody(kind, body)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' })),
  );
});

test('what a kind does not have is dropped', () => {
  expect(checkBody('text', { text: '在吗', fileId: file })).toEqual({ text: '在吗' });
});

test.each<[string, object, string[]]>([
  ['a text', { text: '在吗' }, []],
  ['a picture with its original', { ...picture, original: { fileId: 'cloud://b', size: 1 } }, [file, 'cloud://b']],
  ['a video with its cover', { fileId: file, cover: 'cloud://c' }, [file, 'cloud://c']],
])('the files of %s', (_, body, files) => expect(filesOf(body)).toEqual(files));
