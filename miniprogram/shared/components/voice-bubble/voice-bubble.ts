/** Something spoken: the longer it is, the longer the bubble. Its waves move while it is heard. */
Component({
  properties: { content: Object, own: Boolean, isPlaying: Boolean },
});
