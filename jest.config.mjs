/** Rules, journeys and pages. Sources are TypeScript, turned into CommonJS by esbuild on the way in. */
export default {
  roots: ['<rootDir>/test'],
  globalSetup: '<rootDir>/test/support/build-once.ts',
  testMatch: ['**/*.test.ts'],
  transform: { '\\.[cm]?[jt]s$': '<rootDir>/test/support/esbuild-transform.cjs' },
  transformIgnorePatterns: ['/node_modules/(?!(mingo|tdesign-miniprogram)/)'],
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  /** One copy of the SDK, in one file, for tests and for the functions that some of them load. */
  moduleNameMapper: { '^(@cloudbase/node-sdk|wx-server-sdk)$': '<rootDir>/dist/node_modules/$1/index.js' },
  testTimeout: 60_000,
  maxWorkers: 2,
};
