import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { generateReportSchema } from '../../scripts/report-schema.ts';
import { stableJson } from '../../src/report/formats/json.ts';
import { reportSchema } from '../../src/report/report-schema.ts';
import { reportView } from '../../src/report/views/report.ts';
import {
  backtestData,
  calibrationData,
  doctorData,
  explainData,
  inspectData,
  planData,
  roadmapData,
  trendData,
} from './command-data.ts';
import { reportData } from './report-data.ts';

const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(reportSchema);
/** As it is printed and read back: what a consumer of the file has. */
const printed = (data: unknown): unknown => JSON.parse(stableJson(data));
const errorsOf = (data: unknown): string[] => {
  validate(data);
  return (validate.errors ?? []).map(error => `${error.instancePath} ${error.message}`);
};

describe('the schema of --format json', () => {
  it('is the one that the types give now', () => {
    const committed = readFileSync(new URL('../../src/report/report.schema.json', import.meta.url), 'utf8');
    expect(committed, 'run: npm run schema').toBe(generateReportSchema());
  });

  it('accepts what each command prints', () => {
    const report = reportView(reportData(), { audience: 'both', locale: 'en-IE' }).data;
    const all = [
      report,
      inspectData,
      doctorData,
      explainData,
      planData,
      roadmapData,
      backtestData,
      trendData,
      calibrationData,
    ];
    for (const data of all) expect(errorsOf(printed(data))).toEqual([]);
  });

  it('names the field that is wrong', () => {
    const data = reportData();
    expect(errorsOf(printed({ ...data, headline: { ...data.headline, capacityHours: 'many' } }))).toContain(
      '/headline/capacityHours must be number',
    );
    const { trackRecord: _trackRecord, ...without } = data;
    expect(errorsOf(printed(without))).toContain(" must have required property 'trackRecord'");
    expect(errorsOf(printed({ ...data, formatVersion: 2 }))).toContain(
      '/formatVersion must be equal to constant',
    );
    expect(errorsOf(printed({ ...data, command: 'repport' }))).toContain(
      '/command must be equal to one of the allowed values',
    );
    expect(errorsOf(printed({ ...data, scenario: 'hopeful' })).join()).toContain('/scenario');
  });
});
