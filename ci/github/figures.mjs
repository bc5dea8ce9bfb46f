/** The figures of a diff as outputs of a step: `name=value`, one a line. */
import { readFileSync } from 'node:fs';

const DAYS_PER_QUARTER = 90;

const { total, horizon, files, breaches } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const perQuarter = DAYS_PER_QUARTER / horizon.days;
process.stdout.write(
  [
    `hours=${total.hours.mean * perQuarter}`,
    `cost=${total.money === undefined ? '' : total.money.mean * perQuarter}`,
    `clean=${files.length === 0 && breaches.length === 0}`,
    '',
  ].join('\n'),
);
