import { text } from '../../text/text';

const sentences: Record<string, string> = text.connection;

/** Says how messages arrive whenever that is not the live connection. */
Component({
  properties: { health: { type: String, value: 'watch' } },
  data: { sentence: '' },
  observers: {
    health(health: string) {
      this.setData({ sentence: sentences[health] ?? '' });
    },
  },
});
