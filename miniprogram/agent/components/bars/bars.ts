import type { Bar } from '../../replay';
import { leading } from '../../text/leading';

/** A small chart: for each name two bars, the rules in force above the draft. */
Component({
  properties: { bars: { type: Array, value: [] as Bar[] } },
  data: { t: leading.replay.columns },
});
