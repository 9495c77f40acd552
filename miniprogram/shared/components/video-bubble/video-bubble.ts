import { text } from '../../text/text';

/** The cover of a video, and how long it is. */
Component({
  properties: { content: Object },
  data: { t: { refused: text.kinds.refused } },
});
