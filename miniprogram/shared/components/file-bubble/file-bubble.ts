/** A file: its name, of which the end always is seen, its size and type. */
Component({
  properties: { content: Object },
});
