import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of the bench that has said what others need to know of it. */
export type Child<Ready> = { process: ChildProcess; ready: Ready; end(): Promise<void> };

/** Starts one of the files beside the running bench and waits for its first message. */
export async function startChild<Ready>(file: string, args: string[] = []): Promise<Child<Ready>> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args);
  const failed = once(child, 'exit').then(() => Promise.reject(new Error(`${file} ended before it was ready.`)));
  const [ready] = (await Promise.race([once(child, 'message'), failed])) as [Ready];
  failed.catch(() => undefined);
  return {
    process: child,
    ready,
    async end() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** Asks a child, whose messages are the answers in the order of the questions. */
export async function ask<Answer>({ process: child }: Child<unknown>, question: object): Promise<Answer> {
  const answered = once(child, 'message');
  child.send(question);
  const [answer] = (await answered) as [Answer];
  return answer;
}
