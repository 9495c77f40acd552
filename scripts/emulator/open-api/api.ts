import type { Plain } from '../contract';

/** One open API: takes the parameters and the app that is served, and answers what goes beside `errcode: 0`. */
export type OpenApi = (parameters: Plain, appid: string) => Plain | Promise<Plain>;
