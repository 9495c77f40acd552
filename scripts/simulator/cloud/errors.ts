/** An error as `wx.cloud` gives it to an app. */
export class WxCloudError extends Error {
  constructor(
    readonly errCode: number,
    readonly errMsg: string,
  ) {
    super(errMsg);
  }
}

/** What the cloud answered instead of a result. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The cloud could not be reached, or the answer was lost: whether the request was executed is unknown. */
export class NetworkFailure extends Error {}

const CODES: Record<string, [number, string]> = {
  SYS_ERR: [-501001, 'resource system error'],
  SERVER_TIMEOUT: [-501002, 'resource server timeout'],
  EXCEED_REQUEST_LIMIT: [-501003, 'exceed request limit'],
  EXCEED_CONCURRENT_REQUEST_LIMIT: [-501004, 'exceed concurrent request limit'],
  INVALIID_ENV: [-501005, 'invalid env'],
  INVALID_COMMON_PARAM: [-501006, 'invalid common parameters'],
  INVALID_PARAM: [-501007, 'invalid parameters'],
  INVALID_REQUEST_SOURCE: [-501008, 'invalid request source'],
  RESOURCE_NOT_INITIAL: [-501009, 'resource not initialized'],
  DATABASE_REQUEST_FAILED: [-502001, 'database request fail'],
  DATABASE_INVALID_OPERRATOR: [-502002, 'invalid database operation'],
  DATABASE_PERMISSION_DENIED: [-502003, 'database permission denied'],
  DATABASE_COLLECTION_EXCEED_LIMIT: [-502004, 'database collection exceed limit'],
  DATABASE_COLLECTION_NOT_EXIST: [-502005, 'database collection not exists'],
  STORAGE_REQUEST_FAIL: [-503001, 'storage request fail'],
  STORAGE_EXCEED_AUTHORITY: [-503002, 'storage permission denied'],
  STORAGE_FILE_NONEXIST: [-503003, 'storage file not exists'],
  STORAGE_SIGN_PARAM_INVALID: [-503004, 'storage sign param invalid'],
  FUNCTIONS_REQUEST_FAIL: [-504001, 'functions request fail'],
  FUNCTIONS_EXECUTE_FAIL: [-504002, 'functions execute fail'],
  FUNCTIONS_TIME_LIMIT_EXCEEDED: [-504003, 'functions time limit exceeded'],
  FUNCTIONS_MEMORY_LIMIT_EXCEEDED: [-504002, 'functions execute fail'],
};

/** What the local cloud, unlike WeChat's, does not do. */
export function notLocal(what: string): WxCloudError {
  return new WxCloudError(-1, `${what} is not supported locally`);
}

/** The number and the text that WeChat has for a code of the service. */
export function numberOf(code: string): [number, string] {
  return CODES[code] ?? [-1, code];
}

/** Turns whatever went wrong in a call into the error that an app sees; `api` is the name in its message. */
export function toWxError(api: string, error: unknown): WxCloudError {
  if (error instanceof WxCloudError) return error;
  if (error instanceof Refusal) {
    const [errCode, text] = numberOf(error.code);
    return new WxCloudError(errCode, `${api}:fail ${errCode} ${text}. ${error.message}`);
  }
  return new WxCloudError(-1, `${api}:fail ${error instanceof Error ? error.message : String(error)}`);
}
