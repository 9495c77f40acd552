import type { AgentDocument, Party, Person } from '../protocol/documents';

/** A member of the staff, as somebody in a conversation. */
export const personOf = ({ to, _id: id, name }: AgentDocument): Person => ({ to, role: 'agent', id, name });

/** A member of the staff, as one side of a transfer. */
export const partyOf = ({ to, _id: id, name }: AgentDocument): Party => ({ id, name, to });
