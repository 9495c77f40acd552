/** What a randomised test draws from: given by SEED, or new each time; it is printed so that a run can be repeated. */
export const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

console.log(`SEED=${seed} repeats this run.`);
