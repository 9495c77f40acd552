import { call } from '../../../shared/cloud';
import { text } from '../../../shared/text/text';
import { loading } from '../../loading';
import { addSkill, changeRules, edit, editing, setProblems, skillsOf } from '../../rules-editing';
import { type Draft, type Group, groupsOf } from '../../rules-form';
import { openSession } from '../../session';
import { saving } from '../../settings-page';
import { leading } from '../../text/leading';
import { words } from '../../text/words';

const says = leading.rules;

type SkillRow = { name: string; note: string };

/** How conversations are given to agents: read by leads, changed by admins; or a copy of it, which a replay is to go by. */
Page({
  data: {
    t: { ...says, save: words.settings.save, failed: text.load.failed, retry: text.load.retry },
    groups: [] as Group[],
    skills: [] as SkillRow[],
    isCopy: false,
    isReadOnly: true,
    isReady: false,
    isSaving: false,
    failure: '',
  },
  async onLoad({ copy }) {
    void wx.setNavigationBarTitle({ title: says.title });
    this.setData({ isCopy: copy !== undefined });
    await this.load();
  },
  onShow() {
    if (this.data.isReady) this.show();
  },
  load() {
    return loading(this, async () => {
      if (!this.data.isCopy) await this.fetch();
      this.show();
    });
  },
  async fetch() {
    const [{ me }, { rules }] = await Promise.all([openSession(), call('team', 'rules', {})]);
    edit(rules, me.role !== 'admin');
  },
  show() {
    const { rules, problems, isReadOnly } = editing();
    const skills = skillsOf(editing()).map((skill, place) => ({
      name: nameOf(skill),
      note: problems.some(({ path }) => path.startsWith(`skills[${place}]`)) ? says.hasProblems : '',
    }));
    this.setData({ groups: groupsOf(rules, problems), skills, isReadOnly, isReady: true });
  },
  change({ detail }: WechatMiniprogram.CustomEvent<{ path: string; value: unknown }>) {
    changeRules(detail.path, detail.value);
  },
  openSkill({ currentTarget }: WechatMiniprogram.BaseEvent) {
    void wx.navigateTo({ url: `/pages/rules-skill/rules-skill?place=${Number(currentTarget.dataset['place'])}` });
  },
  addSkill() {
    void wx.navigateTo({ url: `/pages/rules-skill/rules-skill?place=${addSkill()}` });
  },
  use() {
    void wx.navigateBack();
  },
  async save() {
    await saving(this, () => this.send());
    this.show();
  },
  async send() {
    const saved = await call('team', 'saveRules', { rules: editing().rules });
    setProblems(saved.problems);
    return saved;
  },
});

const nameOf = ({ name, id }: Draft): string => {
  const known = [name, id].find((one) => typeof one === 'string');
  return typeof known === 'string' ? known : says.newSkill;
};
