import type { Caller } from '../common/cloud/serve';
import type { Checked, Data } from '../common/protocol/action';
import type { report } from '../common/protocol/report';
import { replayDay } from '../common/steps/replay';

/** A day by the rules in force and by others, side by side. */
export const replay = (input: Checked<typeof report.replay>, { now }: Caller): Promise<Data<typeof report.replay>> =>
  replayDay(input, now);
