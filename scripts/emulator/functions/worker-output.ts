type Done = (error?: Error | null) => void;

/** Sends what this process prints line by line on the given way, on which nothing overtakes it. */
export function captureOutput(sendLine: (line: string) => void): { flush(): void } {
  const streams = [process.stdout, process.stderr].map((stream) => {
    const lines = lineSplitter(sendLine);
    stream.write = (chunk: string | Uint8Array, encodingOrDone?: BufferEncoding | Done, done?: Done) => {
      lines.add(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
      const written = typeof encodingOrDone === 'function' ? encodingOrDone : done;
      if (written) process.nextTick(written);
      return true;
    };
    return lines;
  });
  return { flush: () => streams.forEach((lines) => lines.flush()) };
}

function lineSplitter(sendLine: (line: string) => void) {
  let rest = '';
  return {
    add(text: string): void {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(sendLine);
    },
    flush(): void {
      if (rest !== '') sendLine(rest);
      rest = '';
    },
  };
}
