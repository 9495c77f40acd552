const SUFFIX = ':staff';

/** The stream of a conversation's notes. */
export const notesIdOf = (conversationId: string): string => `${conversationId}${SUFFIX}`;

/** Whether a stream is one of notes. */
export const isNotes = (conversationId: string): boolean => conversationId.endsWith(SUFFIX);

/** The conversation that a stream belongs to: its own, or the one that notes are about. */
export const subjectOf = (streamId: string): string =>
  isNotes(streamId) ? streamId.slice(0, -SUFFIX.length) : streamId;
