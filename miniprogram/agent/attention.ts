let current: string | undefined;

/** From now on the agent looks at this conversation. */
export function lookAt(conversationId: string): void {
  current = conversationId;
}

/** The agent has turned away from this conversation; another one may be looked at already. */
export function lookAway(conversationId: string): void {
  if (current === conversationId) current = undefined;
}

/** Whether the agent has this conversation before their eyes. */
export const isLookedAt = (conversationId: string): boolean => current === conversationId;
