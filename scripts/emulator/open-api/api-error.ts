/** An open API's refusal, as WeChat numbers it; below −600000 are those of the call itself. */
export class ApiError extends Error {
  constructor(
    readonly errcode: number,
    message: string,
  ) {
    super(message);
  }
}
