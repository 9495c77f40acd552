import type { Fault } from '../../../scripts/emulator/faults';

/** One reply in five is refused, lost, given twice or late; frames, uploads and queries suffer as well, and workers die. */
export const trouble: Fault[] = [
  { target: 'function', kind: 'error', rate: 0.05 },
  { target: 'function', kind: 'drop', rate: 0.05 },
  { target: 'function', kind: 'duplicate', rate: 0.05 },
  { target: 'function', kind: 'delay', rate: 0.05, ms: 1500 },
  { target: 'function', kind: 'kill', rate: 0.01 },
  { target: 'database', kind: 'error', rate: 0.003 },
  { target: 'database', kind: 'drop', rate: 0.003 },
  { target: 'ws', kind: 'drop', rate: 0.02 },
  { target: 'ws', kind: 'duplicate', rate: 0.05 },
  { target: 'ws', kind: 'delay', rate: 0.05, ms: 300 },
  { target: 'storage', kind: 'error', rate: 0.05 },
  { target: 'storage', kind: 'drop', rate: 0.05 },
];
