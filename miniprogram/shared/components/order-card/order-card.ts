/** An order: its number and status, what was bought and for how much. */
Component({
  properties: { content: Object },
});
