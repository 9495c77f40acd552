import type { AuditReport, UnverifiableMessage } from '../../../../cloudfunctions/common/protocol/documents';
import { subjectOf } from '../../../../cloudfunctions/common/protocol/notes';
import { call } from '../../../shared/cloud';
import { failureText } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { openConversation } from '../../navigation';
import { openSession } from '../../session';
import { leadsTeam } from '../../staff';
import { words } from '../../text/words';

const says = words.audit;

/** What could not be verified in one conversation on one day. */
type Broken = { key: string; conversationId: string; line: string };

type Day = { day: string; checked: string; verdict: string; isFine: boolean; phones: string };

/** Whether each message was shown once: on this phone, and for those who lead, everywhere. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry },
    own: [] as { name: string; value: string }[],
    isLead: false,
    days: [] as Day[],
    broken: [] as Broken[],
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
      if (leadsTeam(me)) await this.loadDays();
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
    this.setData({ isLoading: false });
  },
  async loadDays() {
    const { reports, unverifiable } = await call('team', 'audits', {});
    this.setData({
      days: reports.map(dayOf),
      broken: unverifiable.flatMap(({ day, messages }) => brokenOf(day, messages)),
    });
  },
  open({ currentTarget }: WechatMiniprogram.BaseEvent) {
    openConversation(String(currentTarget.dataset['id']));
  },
});

function brokenOf(day: string, messages: readonly UnverifiableMessage[]): Broken[] {
  const counts = new Map<string, number>();
  for (const { conversationId: id } of messages) {
    const subject = subjectOf(id);
    counts.set(subject, (counts.get(subject) ?? 0) + 1);
  }
  return [...counts].map(([conversationId, count]) => ({
    key: `${day} ${conversationId}`,
    conversationId,
    line: says.brokenLine(day, count),
  }));
}

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
