import type { Outgoing } from '../../../../miniprogram/shared/outgoing';

export const aText = (text: string): Outgoing => ({ kind: 'text', body: { text } });

/** A picture that was picked under this path. */
export const aPicture = (path: string): Outgoing => ({
  kind: 'image',
  body: { width: 40, height: 30, size: 1000 },
  files: [{ field: 'file', path }],
});
