import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { buildSync } from 'esbuild';
import type * as conversations from '../../../../miniprogram/shared/conversations';
import type * as chat from '../../../../miniprogram/shared/chat';
import type * as cloud from '../../../../miniprogram/shared/cloud';
import type * as deliveryMarker from '../../../../miniprogram/shared/delivery-marker';
import type * as hereReport from '../../../../miniprogram/shared/here-report';
import type * as selfAudit from '../../../../miniprogram/shared/self-audit';
import type * as duty from '../../../../miniprogram/shared/duty';
import type * as feed from '../../../../miniprogram/shared/feed';
import type * as keys from '../../../../miniprogram/shared/keys';
import type * as mediaLinks from '../../../../miniprogram/shared/media-links';
import type * as outbox from '../../../../miniprogram/shared/outbox';
import type * as reopen from '../../../../miniprogram/shared/reopen';

export type App = typeof conversations &
  typeof chat &
  typeof cloud &
  typeof deliveryMarker &
  typeof hereReport &
  typeof selfAudit &
  typeof duty &
  typeof feed &
  typeof keys &
  typeof mediaLinks &
  typeof outbox &
  typeof reopen;

const modules = [
  'conversations',
  'chat',
  'cloud',
  'delivery-marker',
  'duty',
  'feed',
  'here-report',
  'keys',
  'media-links',
  'outbox',
  'reopen',
  'self-audit',
];

const bundle = (): string =>
  buildSync({
    stdin: {
      contents: modules.map((name) => `export * from './${name}';`).join('\n'),
      resolveDir: path.join(__dirname, '../../../../miniprogram/shared'),
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'app',
    platform: 'browser',
    target: 'es2018',
  }).outputFiles[0]?.text ?? '';

let code: string | undefined;

/** A script that makes `app`: the phone's modules as an app of their own. */
export const appCode = (): string => (code ??= bundle());

/** The phone's modules, run like a mini-program: a `wx`, timers, and nothing of Node or of a browser. */
export function loadApp(wx: object): App {
  return runInNewContext(`${appCode()}; app;`, { wx, Date, setTimeout, clearTimeout }) as App;
}
