let current: string | undefined;

/** From now on this person looks at this conversation. */
export function lookAt(conversationId: string): void {
  current = conversationId;
}

/** This person has turned away from this conversation; another one may be looked at already. */
export function lookAway(conversationId: string): void {
  if (current === conversationId) current = undefined;
}

/** Whether this person has this conversation before their eyes. */
export const isLookedAt = (conversationId: string): boolean => current === conversationId;
