import type { Choice } from '../../../../cloudfunctions/common/protocol/documents';
import type { Candidate } from '../../candidates';
import { words } from '../../text/words';

const says = words.transfer;

const blank: { tab: 'agent' | 'skill'; chosen: string; name: string; note: string } = {
  tab: 'agent',
  chosen: '',
  name: '',
  note: '',
};

/** To whom a conversation goes, and with what words. Fires `transfer` with `to`, its `name` and the `note`. */
Component({
  properties: {
    people: { type: Array, value: [] as Candidate[] },
    skills: { type: Array, value: [] as Choice[] },
    isBusy: Boolean,
  },
  data: { t: says, ...blank },
  methods: {
    switchTab({ currentTarget }: WechatMiniprogram.BaseEvent<object, { tab: 'agent' | 'skill' }>) {
      this.setData({ tab: currentTarget.dataset.tab, chosen: '', name: '' });
    },
    chooseAgent({ detail }: WechatMiniprogram.CustomEvent<{ colleague: Candidate }>) {
      this.choose(detail.colleague);
    },
    chooseSkill({ currentTarget }: WechatMiniprogram.BaseEvent<object, { index: number }>) {
      const skill = this.data.skills[currentTarget.dataset.index];
      if (skill) this.choose(skill);
    },
    choose({ id, name }: { id: string; name: string }) {
      this.setData({ chosen: id, name });
    },
    typed({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
      this.setData({ note: detail.text });
    },
    send() {
      const { tab, chosen, name, note } = this.data;
      const to = tab === 'agent' ? { agentId: chosen } : { skill: chosen };
      if (chosen) this.triggerEvent('transfer', { to, name, note: note.trim() });
    },
  },
});
