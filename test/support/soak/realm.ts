import path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { WebSocket } from 'ws';
import type { App } from '../../miniprogram/shared/support/runtime';
import { appCode } from '../../miniprogram/shared/support/runtime';
import type { createCloud } from '../../../scripts/simulator/cloud/cloud';
import { phoneDate } from '../../../scripts/simulator/runtime/clock';
import { requestClass } from './request';

type Shim = { createCloud: typeof createCloud };

const bundleShim = (): string =>
  buildSync({
    entryPoints: [path.join(__dirname, '../../../scripts/simulator/cloud/cloud.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'shim',
    platform: 'browser',
    target: 'es2022',
  }).outputFiles[0]?.text ?? '';

let shimCode: string | undefined;

const never = <T>(): Promise<T> => new Promise<T>(() => {});

/** One run of an app: modules, timers, a clock, requests and sockets of its own, all of which end when it is killed. */
export class Realm {
  private isAlive = true;
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly sockets = new Set<WebSocket>();
  private readonly line = new AbortController();
  private readonly context: object;

  /** `clockMs`: how far the phone's clock is wrong. */
  constructor(clockMs: number) {
    this.context = createContext({
      Date: phoneDate(() => Date.now() + clockMs),
      setTimeout: (run: () => void, ms: number) => this.setTimeout(run, ms),
      clearTimeout: (timer: NodeJS.Timeout | undefined) => clearTimeout(timer),
      AbortController,
      AbortSignal,
      Blob,
      URL,
      performance,
      queueMicrotask,
    });
  }

  /** What the simulator's `wx.cloud` needs of a browser. */
  browser() {
    const sockets = this.sockets;
    const fetch = (input: string | URL | Request, init?: RequestInit) => this.fetch(input, init);
    return {
      fetch,
      XMLHttpRequest: requestClass(fetch) as unknown as typeof globalThis.XMLHttpRequest,
      WebSocket: class extends WebSocket {
        constructor(address: string | URL) {
          super(address);
          sockets.add(this);
          this.on('close', () => sockets.delete(this));
        }
      } as unknown as typeof globalThis.WebSocket,
    };
  }

  createCloud(options: Parameters<typeof createCloud>[0]): ReturnType<typeof createCloud> {
    shimCode ??= bundleShim();
    return (runInContext(`${shimCode}; shim;`, this.context) as Shim).createCloud(options);
  }

  loadApp(wx: object): App {
    Object.assign(this.context, { wx });
    return runInContext(`${appCode()}; app;`, this.context) as App;
  }

  kill(): void {
    this.isAlive = false;
    for (const timer of this.timers) clearTimeout(timer);
    this.line.abort();
    for (const socket of this.sockets) {
      socket.removeAllListeners();
      socket.on('error', () => {});
      socket.terminate();
    }
  }

  private setTimeout(run: () => void, ms: number): NodeJS.Timeout | undefined {
    if (!this.isAlive) return undefined;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, ms);
    this.timers.add(timer);
    return timer;
  }

  /** What was asked before the end is not answered after it. */
  private async fetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    const signal = AbortSignal.any([this.line.signal, ...(init.signal ? [init.signal] : [])]);
    try {
      const response = await fetch(input, { ...init, signal });
      const body = await response.arrayBuffer();
      return this.isAlive ? new Response(body, response) : await never();
    } catch (error) {
      if (this.isAlive) throw error;
      return never();
    }
  }
}
