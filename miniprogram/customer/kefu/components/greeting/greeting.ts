import { text } from '../../../../shared/text/text';

/** What the business says before anybody has said anything; it is no message. */
Component({
  properties: { words: String, picture: String },
  data: { label: '' },
  observers: {
    words(words: string) {
      this.setData({ label: text.bubble.label(text.chat.service, '', words, '') });
    },
  },
});
