import type { Hours } from './settings';

/** How one agent is preferred to another of the same standing. */
export type Strategy = 'leastLoaded' | 'longestIdle' | 'roundRobin' | 'weighted';

/** After waiting this long a customer may be served by another skill, or with `*` by anybody. */
export type Overflow = { afterSeconds: number; to: string };

/** What some customers need and some agents have. */
export type Skill = {
  id: string;
  name: string;
  /** Customers need it who come from these pages or products, or say one of these words first. */
  pages: string[];
  products: string[];
  keywords: string[];
  /** Customers may choose it. */
  isChoice: boolean;
  /** Added to a customer's own priority. */
  priority?: number;
  /** Without any, the business's hours. */
  hours?: Hours;
  maxWaitSeconds?: number;
  strategy?: Strategy;
  /** Nobody is assigned: agents take the conversations themselves. */
  isPool: boolean;
  overflow: Overflow[];
};

/** How conversations are given to agents. */
export type AssignmentRules = {
  strategy: Strategy;
  /** Customers who come back get the agent they had, if that one can take them. */
  lastAgentFirst: boolean;
  /** Who comes from a page that tells no skill is asked what it is about before anybody is assigned. */
  asksFirst: boolean;
  /** What customers' tags are worth: each level is as good as having waited `minutesPerPriority` longer. */
  priorities: { tag: string; level: number }[];
  minutesPerPriority: number;
  /** What a conversation can be marked with, and whether it has to be at the end. */
  closingTags: string[];
  requireTags: boolean;
  timers: Timers;
  skills: Skill[];
};

/** How long things may take; 0 turns one off. */
export type Timers = {
  /** Until the agent has looked at a conversation given to them. */
  ackSeconds: number;
  /** Until an unanswered customer's agent is reminded, the leads are told, and somebody else gets the conversation. */
  replySeconds: number;
  leadAfterSeconds: number;
  reassignAfterSeconds: number;
  /** Until a waiting customer is taken from an agent who has gone. */
  absentSeconds: number;
  transferSeconds: number;
  maxWaitSeconds: number;
  /** How long an agent in the background can still be given conversations. */
  reachableSeconds: number;
  /** Until a silent customer is asked whether they are still there, and until the conversation is ended. */
  idleReminderMinutes: number;
  idleCloseMinutes: number;
  /** How long a conversation that has ended can be taken up again. */
  reopenMinutes: number;
};

/** Why an agent cannot take a conversation. */
export type Obstacle = 'offline' | 'busy' | 'unreachable' | 'full' | 'noSkill';

/** What decides between agents; each lower is better. */
export type Parts = {
  /** A place is reserved already: an assignment that was cut off goes on. */
  reserved: 0 | 1;
  /** Has let this conversation lie before. */
  missed: 0 | 1;
  lastAgent: 0 | 1;
  /** In the background: an alert has to call them first. */
  reachable: 0 | 1;
  /** Places taken, of all places. */
  load: number;
  /** Places taken with this conversation, by the agent's weight. */
  weighted: number;
  lastAssignedAt: number;
  idleSince: number;
};

const first = ['reserved', 'missed', 'lastAgent', 'reachable'] as const;

/** What decides between two who could both take it: the first part in which they differ. */
export const decidingParts: Record<Strategy, readonly (keyof Parts)[]> = {
  leastLoaded: [...first, 'load', 'lastAssignedAt'],
  longestIdle: [...first, 'idleSince', 'load'],
  roundRobin: [...first, 'lastAssignedAt', 'load'],
  weighted: [...first, 'weighted', 'lastAssignedAt'],
};

/** One agent as they stood when a conversation was given away. */
export type Standing = { agentId: string; name: string; obstacles: Obstacle[]; parts: Parts };

/** Why a conversation went to its agent: everybody looked at, best first, of very many only the first. */
export type Decision = {
  at: number;
  agentId: string;
  skills: string[];
  strategy: Strategy;
  standings: Standing[];
  lookedAt: number;
};
