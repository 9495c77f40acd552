import { text } from '../../text/text';

/** Something that can be bought: picture, name and price. */
Component({
  properties: { content: Object },
  data: { t: { note: text.kinds.productNote } },
});
