import { expect, test } from '@jest/globals';
import { guestsOf, passedOnNow, standingOffer } from '../../../cloudfunctions/common/domain/offers';
import { aConversation } from '../../support/documents';

const by = { id: 'agent', name: '苏晴', to: 'agent' };
const offer = { id: 'o', to: { id: 'other', name: '陈默', to: 'other' }, by, at: 0, until: 10 };

test.each([
  [9, offer],
  [10, undefined],
])('at %d an offer until 10 stands: %j', (now, standing) =>
  expect(standingOffer(aConversation({ offer }), now)).toEqual(standing),
);

test.each([
  ['no offer', aConversation({ watchers: ['other'] }), []],
  ['somebody who looks on to answer', aConversation({ offer, watchers: ['lead', 'other'] }), ['other']],
  ['a member, who stays', aConversation({ offer }), []],
])('who goes when an offer is over: %s', (_, conversation, guests) => expect(guestsOf(conversation)).toEqual(guests));

const passedOn = { by, turn: 3, until: 10 };

test.each([
  ['waits', aConversation({ status: 'queued', turn: 3, passedOn }), passedOn],
  ['was taken up and waits again', aConversation({ status: 'queued', turn: 5, passedOn }), undefined],
  ['is with somebody', aConversation({ status: 'active', turn: 3, passedOn }), undefined],
])('a conversation passed on that %s', (_, conversation, passed) => expect(passedOnNow(conversation)).toEqual(passed));
