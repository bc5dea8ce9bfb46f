import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { glossary } from '../../src/report/glossary.ts';
import { projectRoot } from '../helpers/run.ts';

const documented = readFileSync(join(projectRoot, 'docs', 'glossary.md'), 'utf8');

it('documents each word of the reports with the sentence that reports print', () => {
  const [, inReports = ''] = documented.split(/^## /m);
  const rows = [...inReports.matchAll(/^\| (.+?) \| (.+) \|$/gm)]
    .map(([, word, meaning]) => [word, meaning])
    .filter(([word]) => word !== 'Word');
  expect(rows).toEqual(Object.entries(glossary));
});

it('gives each word of the code one meaning', () => {
  const [, , inCode = ''] = documented.split(/^## /m);
  const words = [...inCode.matchAll(/^\| ([^|]+?) \|/gm)].map(([, word]) => word);
  expect(words.length).toBeGreaterThan(10);
  expect(new Set(words).size).toBe(words.length);
});
