const path = require('node:path');
const { default: TestSequencer } = require('@jest/test-sequencer');

/** The folders whose tests take longest. */
const SLOW = ['journeys', 'soak', 'simulator', 'emulator'].map((name) => path.resolve('test', name) + path.sep);

const isSlow = (test) => SLOW.some((folder) => test.path.startsWith(folder));

/** Slow tests first, so that no worker ends long after the others: by how long they took, or else by where they are. */
module.exports = class extends TestSequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.every(({ duration }) => duration !== undefined)) return sorted;
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
  }
};
