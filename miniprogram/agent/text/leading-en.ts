import type { Leading } from './leading-zh';

/** What boards, rules and replays say, in English. */
export const en: Leading = {
  why: {
    title: 'Why me',
    none: 'This conversation has not been assigned yet',
    at: (time) => `Assigned ${time}`,
    looked: (count) => `${count} agents were on duty`,
    needs: (skills) => `Skills needed: ${skills}`,
    anybody: 'Any agent will do',
    only: (name) => `Only ${name} could take it`,
    equal: (name) => `${name} stood like the others and came first in order`,
    chosen: 'Chosen',
    strategy: {
      leastLoaded: 'Least loaded first',
      longestIdle: 'Longest idle first',
      roundRobin: 'In turn',
      weighted: 'By weight',
    },
    load: (percent) => `Load ${percent}%`,
    wins: {
      reserved: (name) => `A place was reserved at ${name} already`,
      missed: (name) => `${name} has not let this customer wait before`,
      lastAgent: (name) => `${name} served this customer last time`,
      reachable: (name) => `${name} is online, the others are in the background`,
      load: (name) => `${name} had the lightest load`,
      weighted: (name) => `By weight, ${name} had the least to do`,
      lastAssignedAt: (name) => `${name} was given a conversation the longest ago`,
      idleSince: (name) => `${name} had been idle the longest`,
    },
    loses: {
      reserved: 'No place reserved',
      missed: 'Let this customer wait before',
      lastAgent: 'Did not serve the customer last time',
      reachable: 'The app is in the background',
      load: 'Heavier load',
      weighted: 'More to do, by weight',
      lastAssignedAt: 'Was given one more recently',
      idleSince: 'Idle for less time',
    },
    obstacles: {
      offline: 'Offline',
      busy: 'Busy',
      unreachable: 'Cannot be reached',
      full: 'At capacity',
      noSkill: 'Lacks the skill',
    },
  },
};
