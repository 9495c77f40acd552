import path from 'node:path';

/** Mini-programs that only tests open. */
export const fixtures = { demo: 'test/simulator/fixtures/demo', lab: 'test/simulator/fixtures/lab' };

/** The folder in which a browser finds one of them as a page. */
export const pagesOf = (fixture: string): string => path.join('.test-output/fixtures', path.basename(fixture));
