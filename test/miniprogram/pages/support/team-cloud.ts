import type { QuickReply } from '../../../../cloudfunctions/common/protocol/quick-replies';
import type { WithheldMessage } from '../../../../cloudfunctions/common/protocol/message';
import type {
  AuditReport,
  Person,
  Role,
  UnverifiableMessage,
} from '../../../../cloudfunctions/common/protocol/documents';
import type { Credit } from '../../../../cloudfunctions/common/protocol/alert';
import type { Reply } from '../../../../cloudfunctions/common/protocol/errors';
import { settingsProblems } from '../../../../cloudfunctions/common/domain/configuration';
import type { Problem } from '../../../../cloudfunctions/common/protocol/problems';
import type { PrivateSettings, Settings } from '../../../../cloudfunctions/common/protocol/settings';
import type { Colleague, KeyState } from '../../../../cloudfunctions/common/protocol/team';
import { agent } from '../../shared/support/cloud-model';
import { PageCloud } from './page-cloud';

export const publicSettings: Settings = {
  theme: { light: {}, dark: {}, fontScale: 1, icons: {} },
  welcome: '',
  quickQuestions: [],
  typingPreview: false,
  templates: { customer: [], agent: ['template-1'] },
};

const privateParts: PrivateSettings = {
  moderation: { isOn: false, words: [], onFailure: 'deliver' },
  retention: {},
  alerts: { onCall: [], urgentWords: [], texts: {} },
};

type Asked = { action: string; [name: string]: unknown };

/** The cloud as staff meet it: what they share, and what leads and admins look after. */
export class TeamCloud extends PageCloud {
  role: Role = 'agent';
  settings = publicSettings;
  privateSettings = privateParts;
  problems: Problem[] = [];
  reports: AuditReport[] = [];
  unverifiable: { day: string; messages: UnverifiableMessage[] }[] = [];
  keyState: KeyState = { current: 1, versions: [{ version: 1, since: 0 }] };
  withheld: WithheldMessage[] = [];
  colleagues: Colleague[] = [
    { id: 'agent-1', name: '小林', role: 'agent', presence: 'online', load: 1, capacity: 5 },
    { id: 'agent-2', name: '陈默', role: 'agent', presence: 'online', load: 2, capacity: 5 },
    { id: 'lead-1', name: '周岚', role: 'lead', presence: 'offline', load: 0, capacity: 5 },
  ];
  replies: QuickReply[] = [];
  credits: Credit[] = [];

  override answer(person: Person, name: string, data: Asked): Reply<unknown> {
    const answered = super.answer(person, name, data);
    if (this.refused || this.refusedAction === `${name}.${data.action}`) return answered;
    const known = this.desk(`${name}.${data.action}`, data);
    return known === undefined ? answered : { ok: true, data: known };
  }

  /** `undefined`: somebody else answers. */
  protected desk(action: string, data: Asked): unknown {
    switch (action) {
      case 'team.me':
        return {
          ...agent,
          role: this.role,
          skills: [],
          capacity: 5,
          presence: 'offline',
          leaseUntil: 0,
          load: 0,
          settings: this.settings,
        };
      case 'team.quickReplies':
        return { replies: [...this.replies].sort((a, b) => a.order - b.order) };
      case 'team.saveQuickReply':
        return this.saveReply(data as unknown as QuickReply & { image?: string });
      case 'team.removeQuickReply':
        this.replies = this.replies.filter(({ replyId }) => replyId !== data['replyId']);
        return null;
      case 'team.agents':
        return { agents: this.colleagues };
      case 'team.settings':
        return { settings: this.settings, privateSettings: this.privateSettings };
      case 'team.saveSettings':
        return this.saveSettings(data as Parameters<typeof settingsProblems>[0]);
      case 'team.checkConfiguration':
        return { problems: this.problems };
      case 'team.audits':
        return { reports: this.reports, unverifiable: this.unverifiable };
      case 'team.keys':
        return this.keyState;
      case 'message.withheld':
        return { messages: this.withheld };
      case 'message.release':
        this.withheld = this.withheld.filter(({ message }) => message.messageId !== data['messageId']);
        return null;
      case 'alert.credits':
        return { credits: this.credits };
      case 'alert.credit':
        return this.count(data['templates'] as Record<string, string>);
      default:
        return undefined;
    }
  }

  private count(answers: Record<string, string>): { credits: Credit[] } {
    for (const [templateId, answer] of Object.entries(answers)) {
      const left =
        (this.credits.find((credit) => credit.templateId === templateId)?.left ?? 0) + (answer === 'accept' ? 1 : 0);
      this.credits = [...this.credits.filter((credit) => credit.templateId !== templateId), { templateId, left }];
    }
    return { credits: this.credits };
  }

  /** The checker is the real one. */
  private saveSettings(parts: Parameters<typeof settingsProblems>[0]): {
    isSaved: boolean;
    problems: Problem[];
  } {
    const problems = settingsProblems(parts);
    const isSaved = !problems.some(({ isWarning }) => !isWarning);
    if (isSaved && parts.settings) this.settings = parts.settings as Settings;
    if (isSaved && parts.privateSettings) this.privateSettings = parts.privateSettings as PrivateSettings;
    return { isSaved, problems };
  }

  private saveReply({ replyId, isTeam, group, title, text, order }: QuickReply): null {
    const others = this.replies.filter((reply) => reply.replyId !== replyId);
    this.replies = [...others, { replyId, isTeam, group, title, text, order }];
    return null;
  }
}
