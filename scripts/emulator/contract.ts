/** What the parts of the local cloud say to each other. Each part is a folder beside this file. */

/** A document as the store holds it: plain values, Dates, RegExps; ObjectIds are hex text. */
export type Document = { _id: string } & Record<string, unknown>;

/** A MongoDB filter, update, projection or pipeline stage, already decoded from the wire. */
export type Plain = Record<string, unknown>;

/** One committed change, in commit order. `before` is absent for an insert, `after` for a removal. */
export type Change = { collection: string; id: string; before?: Document; after?: Document; updatedFields?: string[] };

/** Who is asking. Rules bind clients only; functions and admins pass. */
export type Caller =
  | { kind: 'admin' }
  | { kind: 'function'; invocation: Invocation }
  | { kind: 'client'; openid: string; appid: string; custom?: Record<string, unknown> };

/** One running event of a cloud function; `requestId` is also the session token that its SDK calls carry back. */
export type Invocation = { requestId: string; functionName: string; openid?: string; appid?: string };

/** An error with a code of the official service, answered as `{requestId, code, message}`. */
export class CloudError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The cloud's clock, epoch milliseconds; `/local/clock` moves it. Every part asks it, none asks `Date.now()`. */
export type Clock = { now(): number };

/** Answers one wire action (`database.getDocument`, `functions.invokeFunction`, …) with the body's fields after `requestId`. */
export type ActionHandler = (body: Plain, caller: Caller) => Plain | Promise<Plain>;

/** The actions one part offers, by wire name. */
export type Actions = Record<string, ActionHandler>;

/** Applies the security rules: answers the filter or document to use, or throws DATABASE_PERMISSION_DENIED. */
export type Guard = {
  filter(
    caller: Caller,
    operation: 'read' | 'update' | 'delete',
    collection: string,
    filter: Plain,
    data?: Plain,
  ): Plain;
  create(caller: Caller, collection: string, document: Plain): Plain;
};
