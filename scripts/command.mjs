import { spawn, spawnSync } from 'node:child_process';

/** Why a command of ours cannot go on, in one sentence that says what to do. */
export class Obstacle extends Error {}

/** Runs a program in the foreground; `advice` is the sentence to end with when it fails. */
export function run(program, args, { advice, env = {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', (error) => reject(new Obstacle(`${advice} (${error.message})`)));
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Obstacle(advice))));
  });
}

/** Runs a step that takes long: says what it is, and every ten seconds that it still goes on. */
export async function runLong(title, program, args, options) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  console.log(`${title} …`);
  const progress = setInterval(() => console.log(`${title} … ${seconds()} s`), 10_000);
  try {
    await run(program, args, options);
  } finally {
    clearInterval(progress);
  }
}

/** Runs a script of this project, or npm itself, with the Node that runs us. */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}

/** Whether a program runs at all, silently. */
export function succeeds(program, args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** Ends the process; an obstacle is told in its one sentence, anything else is a defect and is shown whole. */
export function end(error) {
  console.error(error instanceof Obstacle ? error.message : error);
  process.exit(1);
}
