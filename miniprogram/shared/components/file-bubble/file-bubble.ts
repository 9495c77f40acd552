/** A file: its name, size and type, and how much of it has gone up or come down. */
Component({
  properties: { content: Object },
});
