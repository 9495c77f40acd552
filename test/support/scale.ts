/** How much of it to do: a sample in `npm test`, all of it in `npm run soak`. */
export const scaled = (sample: number, full: number): number => (process.env['SOAK'] === 'full' ? full : sample);
