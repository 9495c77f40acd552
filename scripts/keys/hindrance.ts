/** Why a command on the keys cannot be done, in a sentence that says what to do. */
export class Hindrance extends Error {}
