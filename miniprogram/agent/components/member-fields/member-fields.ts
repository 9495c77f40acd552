import { text } from '../../../shared/text/text';
import { words } from '../../text/words';
import type { SkillChoice, StaffRole } from '../../member-form';

const says = words.member;

/** What a member of the team is and can do. Fires `change` with what was changed: `role`, `skills`, `capacity` or `weight`. */
Component({
  properties: {
    role: String,
    /** The roles that may be given; with only one there is nothing to choose. */
    roles: { type: Array, value: [] as StaffRole[] },
    skills: { type: Array, value: [] as SkillChoice[] },
    capacity: Number,
    /** Without one, nothing is said of weights. */
    weight: Number,
    disabled: Boolean,
  },
  data: { t: { ...says, roles: text.roles } },
  methods: {
    chooseRole({ currentTarget }: WechatMiniprogram.BaseEvent) {
      const role = String(currentTarget.dataset['role']);
      if (!this.data.disabled && role !== this.data.role) this.triggerEvent('change', { role });
    },
    switchSkill({ currentTarget }: WechatMiniprogram.BaseEvent) {
      if (this.data.disabled) return;
      const { id } = this.data.skills[Number(currentTarget.dataset['index'])] as SkillChoice;
      const skills = this.data.skills.map((skill) => (skill.id === id ? { ...skill, isOn: !skill.isOn } : skill));
      this.triggerEvent('change', { skills });
    },
    changeCapacity({ detail }: WechatMiniprogram.CustomEvent<{ value: number | string }>) {
      this.triggerEvent('change', { capacity: Number(detail.value) });
    },
    changeWeight({ detail }: WechatMiniprogram.CustomEvent<{ value: number | string }>) {
      this.triggerEvent('change', { weight: Number(detail.value) });
    },
  },
});
