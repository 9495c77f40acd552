import type { AgentDocument, Person } from '../protocol/documents';

/** A member of the staff, as somebody in a conversation. */
export const personOf = ({ to, _id: id, name }: AgentDocument): Person => ({ to, role: 'agent', id, name });
