import { changeSkill, editing, removeSkill, skillsOf } from '../../rules-editing';
import { type Field, skillFields } from '../../rules-form';
import { leading } from '../../text/leading';

const says = leading.rules;

/** One skill of the rules that are being edited: it is saved or used together with them. */
Page({
  data: { t: says, fields: [] as Field[], isReadOnly: true },
  place: 0,

  onLoad({ place }) {
    void wx.setNavigationBarTitle({ title: says.skill });
    this.place = Number(place);
    const { problems, isReadOnly } = editing();
    const skill = skillsOf(editing())[this.place] ?? {};
    this.setData({ fields: skillFields(skill, this.place, problems), isReadOnly });
  },
  change({ detail }: WechatMiniprogram.CustomEvent<{ path: string; value: unknown }>) {
    changeSkill(this.place, detail.path, detail.value);
  },
  remove() {
    removeSkill(this.place);
    void wx.navigateBack();
  },
});
