/** How one agent is preferred to another of the same standing. */
export type Strategy = 'leastLoaded' | 'longestIdle' | 'roundRobin' | 'weighted';

/** After waiting this long a customer may be served by another skill, or with `*` by anybody. */
export type Overflow = { afterSeconds: number; to: string };

/** What some customers need and some agents have. */
export type Skill = {
  id: string;
  name: string;
  /** Customers need it who come from these pages or products. */
  pages: string[];
  products: string[];
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
  skills: Skill[];
};

/** Why an agent cannot take a conversation. */
export type Obstacle = 'offline' | 'busy' | 'unreachable' | 'full' | 'noSkill';

/** What decides between agents; each lower is better. */
export type Parts = {
  /** A place is reserved already: an assignment that was cut off goes on. */
  reserved: 0 | 1;
  lastAgent: 0 | 1;
  /** Places taken, of all places. */
  load: number;
  /** Places taken with this conversation, by the agent's weight. */
  weighted: number;
  lastAssignedAt: number;
  idleSince: number;
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
