import { blind } from '../cloud/keys';
import { messageOf, type PlacedEntry } from '../domain/entries';
import { attributeTerms, textTerms, wordsOf } from '../domain/search-terms';
import type { ConversationDocument, MessageDocument } from '../protocol/documents';
import { openBody } from './stream';

/** A saved entry as it is kept: the message, and the terms it is found by. */
export function documentOf(conversation: ConversationDocument, entry: PlacedEntry): MessageDocument {
  const { messageId, ...message } = messageOf(conversation, entry);
  return { _id: messageId, ...message, terms: blind(termsOf(conversation, entry)) };
}

function termsOf(conversation: ConversationDocument, entry: PlacedEntry): string[] {
  const { from, kind } = messageOf(conversation, entry);
  const { _id: conversationId, customerId, agentId, skill } = conversation;
  const attributes = attributeTerms({
    conversationId,
    customerId,
    role: from.role,
    kind,
    ...(agentId !== undefined && { agentId }),
    ...(skill !== undefined && { skill }),
  });
  const body = openBody(conversationId, entry._id, entry.body);
  return body ? [...attributes, ...textTerms(wordsOf(body))] : attributes;
}
