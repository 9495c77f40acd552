import { Hindrance } from '../hindrance';

/** Why the local cloud cannot start, in one sentence that says what to do. */
export class StartError extends Hindrance {}
