import * as v from 'valibot';

/** One thing that may be asked of a function: the shape of its parameters and, as a type only, of its answer. */
export type Action<Entries extends v.ObjectEntries = v.ObjectEntries, Data = unknown> = {
  params: v.ObjectSchema<Entries, undefined>;
  answers?: Data;
};

/** Declares an action: `action<Data>()({ field: schema })`. Unknown parameters are dropped. */
export const action =
  <Data>() =>
  <Entries extends v.ObjectEntries>(entries: Entries): Action<Entries, Data> => ({ params: v.object(entries) });

/** What a client may pass. */
export type Params<A extends Action> = v.InferInput<A['params']>;

/** What a handler gets, checked. */
export type Checked<A extends Action> = v.InferOutput<A['params']>;

/** What a handler answers and `call` resolves to. */
export type Data<A extends Action> = A extends Action<v.ObjectEntries, infer D> ? D : never;
