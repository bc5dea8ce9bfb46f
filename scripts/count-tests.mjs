/**
 * Reads vitest's JSON summary and prints "passed failed". A test that was skipped or is still to be written counts as
 * failed, and so does a file that could not be loaded.
 */
import { readFileSync } from 'node:fs';

const summary = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const tests = summary.testResults.flatMap(file =>
  file.assertionResults.map(test => ({ ...test, file: file.name })),
);
const passed = tests.filter(test => test.status === 'passed');
const failed = tests.filter(test => test.status === 'failed');
const skipped = tests.filter(test => test.status !== 'passed' && test.status !== 'failed');
const broken = summary.testResults.filter(
  file => file.status === 'failed' && file.assertionResults.length === 0,
);

for (const test of skipped) process.stderr.write(`skipped: ${test.file}: ${test.fullName}\n`);
for (const file of broken) process.stderr.write(`did not load: ${file.name}\n`);
process.stdout.write(`${passed.length} ${failed.length + skipped.length + broken.length}\n`);
