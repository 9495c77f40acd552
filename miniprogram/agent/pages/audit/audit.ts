import type { AuditReport } from '../../../../cloudfunctions/common/protocol/documents';
import { call } from '../../../shared/cloud';
import { failureText } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { openSession } from '../../session';
import { leadsTeam } from '../../staff';
import { words } from '../../text/words';

const says = words.audit;

type Day = { day: string; checked: string; verdict: string; isFine: boolean; phones: string };

/** Whether each message was shown once: on this phone, and for those who lead, everywhere. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry },
    own: [] as { name: string; value: string }[],
    isLead: false,
    days: [] as Day[],
    isLoading: true,
    failure: '',
  },
  async onLoad() {
    void wx.setNavigationBarTitle({ title: says.title });
    await this.load();
  },
  async load() {
    this.setData({ isLoading: true, failure: '' });
    try {
      const { me, audit } = await openSession();
      const { checked, gaps, duplicates, conversations } = audit.numbers();
      const own = [
        { name: says.checked, value: says.messages(checked) },
        { name: says.conversations, value: says.times(conversations) },
        { name: says.gaps, value: String(gaps) },
        { name: says.duplicates, value: String(duplicates) },
      ];
      this.setData({ own, isLead: leadsTeam(me) });
      if (leadsTeam(me)) this.setData({ days: (await call('team', 'audits', {})).reports.map(dayOf) });
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
    this.setData({ isLoading: false });
  },
});

function dayOf({ day, checked, conversations, gaps, duplicates, untold, phones }: AuditReport): Day {
  const isFine = [gaps, duplicates, untold, phones.gaps, phones.duplicates].every((count) => count === 0);
  return {
    day,
    isFine,
    checked: says.line(checked, conversations),
    verdict: isFine ? says.fine : says.wrong(gaps, duplicates, untold),
    phones: says.phoneLine(phones.checked, phones.gaps, phones.duplicates),
  };
}
