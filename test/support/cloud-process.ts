import { startCloud, type CloudOptions } from '../../scripts/emulator/cloud';

/** The local cloud as a process of its own, so that a test can kill it. Its one argument is the options as JSON. */
async function run(options: CloudOptions): Promise<void> {
  const cloud = await startCloud(options);
  process.once('SIGTERM', () => {
    cloud.close().then(() => process.exit(), fail);
  });
  process.send?.(cloud.url);
}

function fail(error: unknown): void {
  console.error(error);
  process.exit(1);
}

process.on('disconnect', () => process.exit());
run(JSON.parse(process.argv[2] ?? '{}') as CloudOptions).catch(fail);
