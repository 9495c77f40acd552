/** What can be wrong with something an admin has set. */
export type ProblemCode =
  | 'notText'
  | 'tooLong'
  | 'empty'
  | 'notNumber'
  | 'outOfRange'
  | 'notBoolean'
  | 'notList'
  | 'notGroup'
  | 'tooMany'
  | 'notColour'
  | 'notAddress'
  | 'notTime'
  | 'notDate'
  | 'notWeek'
  | 'overlapping'
  | 'notChoice'
  | 'notId'
  | 'notKeyword'
  | 'unknownField'
  | 'unknownAgent'
  | 'unknownSkill'
  | 'duplicateSkill'
  | 'unknownTemplate'
  | 'noTexts'
  | 'lowContrast'
  | 'neverArchived'
  | 'duplicate';

/** Where something is wrong: `path` as one finds it in the document. */
export type Problem = {
  document: 'settings' | 'settings_private' | 'quick_replies' | 'agents';
  id: string;
  path: string;
  code: ProblemCode;
  /** What the sentence about it should name: a limit, a ratio, an id. */
  detail?: string;
  /** Works all the same. */
  isWarning?: true;
};
