import type {
  CustomerFile,
  CustomerNote,
  FileConversation,
  Lost,
  Unmasked,
  Visit,
  Written,
} from '../../cloudfunctions/common/protocol/customer';
import type { Author } from '../../cloudfunctions/common/protocol/documents';
import type { Me } from '../../cloudfunctions/common/protocol/team';
import { calendarDay, separatorTime } from '../shared/format/time';
import { leadsTeam } from './staff';
import { recordsText } from './text/records';

const says = recordsText.file;

/** What one member of the staff may do in a file. */
export const mayEdit = ({ role }: Pick<Me, 'role'>): boolean => role !== 'analyst';

const nameOf = ({ name }: Author): string => name ?? says.colleague;

const writingOf = (written: Written | undefined, now: number): string =>
  written ? says.writtenBy(nameOf(written.by), separatorTime(written.at, now)) : '';

const noteRow = ({ noteId, text, by, at }: CustomerNote, me: Pick<Me, 'id' | 'role'>, now: number) => ({
  id: noteId,
  text,
  by: `${nameOf(by)} · ${separatorTime(at, now)}`,
  canRemove: by.id === me.id || leadsTeam(me),
});

function conversationRow(conversation: FileConversation, now: number) {
  const { conversationId: id, openedAt, agent, source, tags = [], rating, mayOpen } = conversation;
  const score = rating?.score ?? 0;
  const about = [agent?.name ?? says.nobody, source?.productName, ...tags].filter(Boolean).join(' · ');
  return {
    id,
    time: separatorTime(openedAt, now),
    about,
    stars: '★'.repeat(score),
    starsLabel: score > 0 ? says.stars(score) : '',
    said: [rating?.comment, ...(rating?.answers ?? [])].filter(Boolean).join(' · '),
    mayOpen,
  };
}

const visitRow = ({ page = '', productName, at }: Visit, now: number) => ({
  id: `${at}${page}`,
  name: [says.pages[page] ?? page, productName].filter(Boolean).join(' · '),
  time: separatorTime(at, now),
});

const lostRow = ({ field, value, by, at, version }: Lost, now: number) => ({
  id: `${field}${version}`,
  field,
  name: says[field],
  value,
  by: says.lostBy(nameOf(by), separatorTime(at, now)),
});

/** What a file shows to one member of the staff; `shown` is what they have been shown of what is hidden. */
export function fileView(file: CustomerFile, me: Pick<Me, 'id' | 'role'>, now: number, shown?: Unmasked) {
  const canEdit = mayEdit(me);
  const hidden = new Map(shown?.notes.map(({ noteId, text }) => [noteId, text]));
  const notes = file.notes.map((note) => ({ ...note, text: hidden.get(note.noteId) ?? note.text }));
  return {
    name: shown?.name ?? file.name,
    avatar: file.avatar ?? '',
    since: says.since(calendarDay(file.since)),
    consent: file.consent ? says.consented(file.consent.version, calendarDay(file.consent.at)) : '',
    isBlocked: file.blockedAt !== undefined,
    remark: file.remark ? (shown?.remark ?? file.remark.value) : '',
    remarkBy: writingOf(file.remark, now),
    phone: file.phone ? (shown?.phone ?? file.phone.value) : '',
    phoneBy: writingOf(file.phone, now),
    tags: file.tags.map((name) => ({ name, removing: says.removeTag(name) })),
    notes: notes.map((note) => noteRow(note, me, now)),
    conversations: file.conversations.map((one) => conversationRow(one, now)),
    visits: file.visits.map((one) => visitRow(one, now)),
    products: file.products,
    lost: canEdit ? file.lost.toReversed().map((one) => lostRow(one, now)) : [],
    canEdit,
    canReveal: canEdit && file.isMasked && shown === undefined,
    canCall: shown?.phone !== undefined,
  };
}

export type FileView = ReturnType<typeof fileView>;
