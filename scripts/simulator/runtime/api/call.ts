/** The callbacks that a call takes instead of giving a promise. */
export type Callbacks = {
  success?: (result: object) => void;
  fail?: (error: object) => void;
  complete?: (result: object) => void;
};

/** Why an API call failed; becomes `<name>:fail <reason>`. */
export class ApiFailure extends Error {
  constructor(
    readonly reason: string,
    readonly details: object = {},
  ) {
    super(reason);
  }
}

/** An API in WeChat's manner: it takes callbacks, or answers a promise when given none. */
export function api<Options extends object>(
  name: string,
  run: (options: Options) => object | void | Promise<object | void>,
): (options?: Options & Callbacks) => Promise<object> | undefined {
  return (options = {} as Options & Callbacks) => {
    const outcome = settle(name, run, options);
    const { success, fail, complete } = options;
    if (!success && !fail && !complete) return outcome;
    const told = outcome.then(
      (result) => {
        success?.(result);
        complete?.(result);
      },
      (error: object) => {
        fail?.(error);
        complete?.(error);
      },
    );
    told.catch(throwLater);
    return undefined;
  };
}

/** An API that gives no promise, whether it gets callbacks or not. */
export function callbackOnly<Options extends object>(
  name: string,
  run: (options: Options) => object | void | Promise<object | void>,
): (options?: Options & Callbacks) => void {
  const call = api(name, run);
  return (options) => void call({ complete: () => {}, ...options } as Options & Callbacks);
}

/** A synchronous API: it throws what an asynchronous one would answer. */
export function syncApi<Values extends unknown[], Result>(
  name: string,
  run: (...values: Values) => Result,
): (...values: Values) => Result {
  return (...values) => {
    try {
      return run(...values);
    } catch (cause) {
      if (!(cause instanceof ApiFailure)) throw cause;
      throw new Error(`${name}:fail ${cause.reason}`, { cause });
    }
  };
}

async function settle<Options>(
  name: string,
  run: (options: Options) => object | void | Promise<object | void>,
  options: Options,
): Promise<object> {
  try {
    return { ...(await run(options)), errMsg: `${name}:ok` };
  } catch (cause) {
    if (!(cause instanceof ApiFailure)) throw cause;
    throw Object.assign(new Error(cause.reason, { cause }), {
      ...cause.details,
      errMsg: `${name}:fail ${cause.reason}`,
    });
  }
}

/** An error in the app's callback is the app's: it surfaces as an uncaught error. */
function throwLater(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}
