/** Why a command cannot go on, in a sentence that says what to do. */
export class Hindrance extends Error {}

/** Refuses where no local cloud answers. */
export async function requireCloud(url: string): Promise<void> {
  const answer = await fetch(`${url}/local/usage`).catch(() => undefined);
  if (!answer?.ok)
    throw new Hindrance(`No local cloud answers at ${url}: start one with npm start, or name it with --url.`);
}

/** Runs a command with what it was given. A hindrance is told in its sentence; anything else is a defect, and shown whole. */
export function runCommand(run: (given: string[]) => Promise<void>): void {
  run(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Hindrance ? error.message : error);
    process.exit(1);
  });
}
