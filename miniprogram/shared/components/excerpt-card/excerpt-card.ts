/** Part of a conversation, passed on to colleagues, and what was said about it. */
Component({
  properties: { content: Object },
});
