import type { KeyState, Resealing } from '../../../../cloudfunctions/common/protocol/team';
import { call } from '../../../shared/cloud';
import { calendarDay, momentText } from '../../../shared/format/time';
import { failureText } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { recordsText } from '../../text/records';

const says = recordsText.keys;

/** The work is looked at again as often as this while it goes on. */
const AGAIN_MS = 10_000;

/** How the keys stand that keep the records closed. They themselves never get here. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry },
    versions: [] as { version: number; name: string; state: string }[],
    resealing: undefined as ReturnType<typeof shownOf> | undefined,
    isReady: false,
    failure: '',
  },
  timer: undefined as ReturnType<typeof setTimeout> | undefined,

  async onLoad() {
    void wx.setNavigationBarTitle({ title: says.title });
    await this.load();
  },
  onUnload() {
    clearTimeout(this.timer);
  },
  async load() {
    clearTimeout(this.timer);
    try {
      this.show(await call('team', 'keys', {}));
    } catch (error) {
      if (!this.data.isReady) this.setData({ failure: failureText(error) });
    }
  },
  show({ current, versions, resealing }: KeyState) {
    this.setData({
      failure: '',
      isReady: true,
      versions: versions.map((one) => ({
        version: one.version,
        name: says.version(one.version, calendarDay(one.since)),
        state: stateOf(one, current),
      })),
      resealing: resealing && shownOf(resealing),
    });
    if (resealing) this.timer = setTimeout(() => void this.load(), AGAIN_MS);
  },
});

function stateOf({ version, clearedAt }: KeyState['versions'][number], current: number): string {
  if (version === current) return says.current;
  return clearedAt === undefined ? says.needed : says.cleared;
}

function shownOf({ share, resealed, nextAt, isInTrouble }: Resealing) {
  const percent = Math.floor(share * 100);
  const goesOn = nextAt === undefined ? says.percent(percent) : says.again(momentText(nextAt, Date.now()));
  return { percent, line: isInTrouble ? says.trouble : goesOn, count: says.resealed(resealed) };
}
