import { blind } from '../cloud/keys';
import { messageOf, type PlacedEntry } from '../domain/entries';
import { kindTerms, textTerms, wordsOf } from '../domain/search-terms';
import type { ConversationDocument, MessageDocument } from '../protocol/documents';
import { openBody } from './stream';

/** A saved entry as it is kept: the message, and the terms it is found by. */
export function documentOf(conversation: ConversationDocument, entry: PlacedEntry): MessageDocument {
  const { messageId, ...message } = messageOf(conversation, entry);
  return { _id: messageId, ...message, terms: blind(termsOf(conversation, entry)) };
}

function termsOf({ _id: conversationId }: ConversationDocument, { _id, kind, body }: PlacedEntry): string[] {
  const opened = openBody(conversationId, _id, body);
  return [...kindTerms(kind), ...(opened ? textTerms(wordsOf(opened)) : [])];
}
