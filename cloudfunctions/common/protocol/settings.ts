/** `HH:MM`, both in the business's time zone; an end before its beginning is on the next day. */
export type Period = { from: string; to: string };

/** When somebody is there: seven days beginning with Sunday, and days (`YYYY-MM-DD`) on which nobody is. */
export type Hours = { week: Period[][]; holidays: string[]; utcOffsetMinutes: number };

/** CSS colours (`#rrggbb`); what is missing stays as designed. */
export type Colours = Partial<Record<'brand' | 'own' | 'ownText' | 'other' | 'otherText' | 'page', string>>;

export type Theme = {
  light: Colours;
  dark: Colours;
  /** 1 is the designed size of text. */
  fontScale: number;
  /** Address of the picture shown for the business. */
  avatar?: string;
  /** Addresses of pictures that stand in for designed icons, by name. */
  icons: Partial<Record<'voice' | 'keyboard' | 'emoji' | 'more' | 'service', string>>;
};

/** What customers may know of how the business has set things up. */
export type Settings = {
  theme: Theme;
  /** Said before the first message; empty says nothing. */
  welcome: string;
  quickQuestions: string[];
  /** Absent: always. */
  hours?: Hours;
  /** What the customer consents to before the first message; absent asks nothing. */
  privacy?: { version: number; text: string };
  /** Agents see what the customer is typing. */
  typingPreview: boolean;
  /** Subscribe-message templates: of the customers' app and of the agents'. */
  templates: { customer: string[]; agent: string[] };
};

/** What only functions know. */
export type PrivateSettings = {
  moderation: {
    isOn: boolean;
    /** Words that are never let through. */
    words: string[];
    /** What becomes of a message that could not be judged. */
    onFailure: 'deliver' | 'withhold';
  };
  alerts: {
    /** No alert to agents in this time, except urgent ones to those on call. */
    quiet?: Period;
    /** Agents who are told of urgent questions when nobody is there. */
    onCall: string[];
    urgentWords: string[];
    /** What a template says, by keyword: `{thing1: '您有新的客服消息', time2: '{time}'}`. */
    texts: Record<string, Record<string, string>>;
    /** A 企业微信 group robot. */
    robotUrl?: string;
  };
  retention: Retention;
};

/** For how many days what has ended is kept; absent: for ever. */
export type Retention = {
  /** Until the messages of a conversation are archived, where they can be read but are not found by search. */
  archive?: number;
  /** Until everything that was said in a conversation is deleted, its notes and files too. */
  messages?: number;
  files?: number;
  notes?: number;
};
