/**
 * Writes src/source/language-table.ts from GitHub's list of languages (package linguist-languages):
 * `npm run languages` after that package has been updated.
 */
import { writeFileSync } from 'node:fs';
import * as languages from 'linguist-languages';
import { languageTable } from './languages/table.ts';

const target = new URL('../src/source/language-table.ts', import.meta.url);
writeFileSync(target, languageTable(Object.values(languages)));
process.stdout.write('src/source/language-table.ts written\n');
