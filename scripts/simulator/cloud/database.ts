import { CollectionReference } from './collection';
import { command } from './command';
import { Geo } from './geo';
import { ServerDate } from './values';
import type { Realtime } from './realtime/realtime';
import type { Web } from './web';

/** What `wx.cloud.database()` gives. */
export class Database {
  readonly command = command;

  constructor(
    private readonly web: Web,
    private readonly realtime: Realtime,
  ) {}

  readonly Geo = Geo;

  collection(name: string): CollectionReference {
    return new CollectionReference({ web: this.web, realtime: this.realtime, name });
  }

  serverDate({ offset = 0 }: { offset?: number } = {}): ServerDate {
    return new ServerDate(offset);
  }

  RegExp({ regexp, options }: { regexp: string; options?: string }): RegExp {
    return new RegExp(regexp, options);
  }
}
