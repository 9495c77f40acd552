/** A text message holds at most this many characters (code points). */
export const TEXT_LIMIT = 2000;

/** The conversation keeps its last entries at hand, for exactly-once sending and repair. */
export const RECENT_LIMIT = 32;

/** Calls a person may make in a second, at each running instance of a function. */
export const FLOOD_LIMIT = 30;

/** An agent counts as present for this long after the last sign of life. */
export const LEASE_MS = 120_000;

/** A phone re-reads this much of its feed before the last document seen, as server clocks may differ. */
export const FEED_OVERLAP_MS = 2 * 60_000;

/** At start a phone reads at most this much of its feed; what is older comes from the list and the history. */
export const FEED_START_MS = 10 * 60_000;

/** Feed documents are deleted after this long. */
export const FEED_KEPT_MS = 7 * 24 * 3_600_000;

/** One's own message can be taken back for this long. */
export const RECALL_MS = 2 * 60_000;

/** No function runs longer: an entry older than this is no longer in its sender's hands. */
export const FUNCTION_LIMIT_MS = 3_000;

/** The number of characters as people count them: code points, so that an emoji is one. */
export const textLength = (text: string): number => Array.from(text).length;

/** Messages whose files can be asked for at once. */
export const LINK_LIMIT = 20;

/** Conversations whose delivery one call can report. */
export const DELIVERED_LIMIT = 50;

/** A text waits at most this long for its verdict. */
export const VERDICT_MS = 800;

/** The platform judges a picture or a voice within 30 minutes; after this long nobody waits for it any more. */
export const MEDIA_VERDICT_MS = 35 * 60_000;

/** The largest file that can be sent, in bytes. */
export const FILE_LIMIT = 100 * 1024 * 1024;

/** A voice message lasts at most this long. */
export const VOICE_LIMIT_MS = 60_000;

/** Colleagues one note can call. */
export const MENTION_LIMIT = 20;

/** Messages one excerpt can hold. */
export const EXCERPT_LIMIT = 100;

/** Labels of one conversation. */
export const TAG_LIMIT = 20;

/** Templates `wx.requestSubscribeMessage` can ask for at one tap. */
export const TEMPLATE_LIMIT = 3;

/** Questions a customer can ask by one tap. */
export const QUICK_QUESTION_LIMIT = 10;

/** Quick replies of one owner. */
export const QUICK_REPLY_LIMIT = 500;

/** Text on a bubble, or on the brand's colour, needs this contrast (WCAG 2, level AA). */
export const CONTRAST_LIMIT = 4.5;

/** Conversations one agent may have at once, at most. */
export const CAPACITY_LIMIT = 20;

/** An invitation can be used for this long. */
export const INVITE_MS = 48 * 3_600_000;

/** A person may try this many invite codes in this time. */
export const INVITE_TRIES = 10;
export const INVITE_TRIES_MS = 15 * 60_000;

/** Waits are told apart by these. */
export const WAIT_STEPS_MS = [10_000, 60_000, 300_000, 900_000];

/** A phrase that is searched for holds at most this many characters (code points). */
export const PHRASE_LIMIT = 100;

/** Phrases that one message can be asked to hold. */
export const PHRASES_LIMIT = 10;

/** Nothing is archived or deleted sooner: until then phones may still send again, and the self-audit looks. */
export const DAYS_KEPT_AT_LEAST = 7;

/** Who asks for their data to be deleted has this long to think better of it. */
export const COOLING_MS = 7 * 24 * 3_600_000;

/** What staff call a customer, and a note about one, in characters (code points). */
export const REMARK_LIMIT = 100;
export const NOTE_LIMIT = 500;

/** Pages looked at before a chat that are told when it is opened. */
export const VISIT_LIMIT = 20;

/** A rating can be changed for this long. */
export const RATING_MS = 24 * 3_600_000;

/** Searches one person can keep. */
export const SAVED_SEARCH_LIMIT = 50;
