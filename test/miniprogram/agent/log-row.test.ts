import '../../support/chinese-phone';
import { expect, test } from '@jest/globals';
import type { LogEntry } from '../../../cloudfunctions/common/protocol/audit';
import { notesIdOf } from '../../../cloudfunctions/common/protocol/notes';
import { logDetails, logRow } from '../../../miniprogram/agent/log-row';

const entryAbout = (conversationId: string): LogEntry => ({
  entryId: 'entry',
  at: 0,
  action: 'message.history',
  who: { role: 'agent', id: 'agent-1', name: '苏晴' },
  appid: 'app',
  target: { conversationId },
  seal: 0,
});

test.each([
  ['a conversation', 'conversation-00000001', '会话 …00000001'],
  ['notes', notesIdOf('conversation-00000001'), '会话备注 …00000001'],
])('an entry about %s names the conversation, and leads to it', (_, streamId, said) => {
  const entry = entryAbout(streamId);
  expect(logRow(entry, 0).target).toBe(said);
  expect(logDetails(entry, 0).conversationId).toBe('conversation-00000001');
});
