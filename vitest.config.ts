import { defineConfig } from 'vitest/config';

const inCi = Boolean(process.env.CI);
if (inCi && process.argv.some(argument => argument === '-u' || argument.startsWith('--update'))) {
  throw new Error(
    'Golden files are not rewritten in CI: update them on your own machine and review the difference.',
  );
}
/** Where CI reads the counts; see .ci/run. */
const summary = process.env.DEBTCAST_TEST_SUMMARY;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['test/helpers/scratch.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    allowOnly: !inCi,
    ...(summary === undefined ? {} : { reporters: ['default', ['json', { outputFile: summary }]] }),
  },
});
