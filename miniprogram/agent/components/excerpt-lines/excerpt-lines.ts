import type { BodyOf } from '../../../../cloudfunctions/common/protocol/bodies';
import { separatorTime } from '../../../shared/format/time';
import { serverNow } from '../../../shared/server-time';

/** Messages that a colleague has passed on, one below the other, with what they said to it. */
Component({
  properties: { content: Object },
  data: { words: '', lines: [] as { name: string; time: string; text: string }[] },
  observers: {
    content(content: BodyOf<'excerpt'> | null) {
      const lines = (content?.lines ?? []).map(({ name, text, sentAt }) => ({
        name,
        text,
        time: separatorTime(sentAt, serverNow()),
      }));
      this.setData({ lines, words: content?.text ?? '' });
    },
  },
});
