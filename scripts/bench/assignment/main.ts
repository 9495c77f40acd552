import { mkdtempSync, rmSync } from 'node:fs';
import { startChild } from '../child';
import { report } from '../report';
import { measureCalls } from './calls';
import { measureCrowd } from './crowd';
import { measureFairness } from './fairness';
import { hire } from './team';

const folder = mkdtempSync('dist/bench/data-');
const cloud = await startChild<{ url: string }>('cloud-process.mjs', [folder]);
try {
  const { url } = cloud.ready;
  await hire(url);
  const calls = await measureCalls(url);
  const crowd = await measureCrowd(url);
  const fairness = measureFairness();
  const rest =
    'Besides, the sweep looks every ten minutes whether somebody on duty fell silent, and every hour for what the feed need not keep: ' +
    'one call each. After an assignment it keeps the line that says so.';
  await report('assignment', [...calls, crowd.row, ...fairness.rows], [crowd.remark, fairness.remark, rest]);
} finally {
  await cloud.end();
  rmSync(folder, { recursive: true });
}
