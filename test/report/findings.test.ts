import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/core/document.ts';
import type { ReportData } from '../../src/core/report.ts';
import { findingsOf } from '../../src/report/formats/findings.ts';
import { githubAnnotations } from '../../src/report/formats/github-annotations.ts';
import { gitlab } from '../../src/report/formats/gitlab.ts';
import { sarif } from '../../src/report/formats/sarif.ts';
import { inert } from '../../src/report/safe-text.ts';
import { projectRoot } from '../helpers/run.ts';
import { inspectData } from './command-data.ts';
import { hostileText } from './hostile-text.ts';
import { fn, item, reportData } from './report-data.ts';

const documentOf = (data: { readonly command: string }): Document => ({
  command: data.command,
  title: [],
  sections: [],
  data,
});

interface Result {
  readonly ruleId: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number; readonly endLine: number };
    };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, number | string>>;
}

const resultsOf = (data: { readonly command: string }): readonly Result[] =>
  JSON.parse(sarif(documentOf(data))).runs[0].results;
const fingerprints = (data: ReportData): readonly (string | undefined)[] =>
  resultsOf(data).map(result => result.partialFingerprints['debtcastFinding/v1']);

const schemaFile = join(projectRoot, 'fixtures', 'schemas', 'sarif-2.1.0.json');
const schemaBytes = readFileSync(schemaFile);
const ajv = new Ajv2020({ strict: false, validateFormats: false });
const isSarif = ajv.compile(JSON.parse(schemaBytes.toString('utf8')));

const one = (path: string, name = 'f'): ReportData =>
  reportData({ items: [item(1, path, { functions: [fn(name, 20, 2)] })] });

describe('SARIF', () => {
  it('is checked against the published schema, byte for byte the one noted beside it', () => {
    const noted = readFileSync(join(projectRoot, 'fixtures', 'schemas', 'README.md'), 'utf8');
    expect(noted).toContain(createHash('sha256').update(schemaBytes).digest('hex'));
    expect(isSarif({ version: '2.1.0', runs: [{ results: 1 }] })).toBe(false);
  });

  it('is valid for reports and inspections, hostile ones too', () => {
    for (const data of [
      reportData(),
      reportData({ items: [] }),
      inspectData,
      one('<a> b:c?#é%.ts', '[x](y)'),
    ]) {
      const valid = isSarif(JSON.parse(sarif(documentOf(data))));
      expect(isSarif.errors ?? []).toEqual([]);
      expect(valid).toBe(true);
    }
  });

  it('has a result for each item and each hard function, at the lines of the function', () => {
    const results = resultsOf(reportData());
    // Three items; functions above 15: calculateTotals (64) and the callback (41); the third item has none.
    expect(results.map(result => result.ruleId)).toEqual([
      'debt-item',
      'hard-function',
      'debt-item',
      'hard-function',
      'debt-item',
    ]);
    expect(results[1]!.locations[0]!.physicalLocation.region).toEqual({ startLine: 40, endLine: 219 });
    expect(results[4]!.locations[0]!.physicalLocation.region).toEqual({ startLine: 1, endLine: 1 });
    expect(results[0]!.level).toBe('warning');
    expect(results[0]!.properties).toMatchObject({
      rank: 1,
      costHoursMean: 45.8,
      costHoursP10: -3.1,
      slowdownMedian: 0.27,
    });
    expect(results[0]!.message.text).toContain('+27 % (none–61)');
    expect(results[0]!.message.text).toContain('scenario: evidence');
  });

  it('keeps its fingerprints when lines move, figures change and the file is renamed', () => {
    const origin = { path: 'lib/bill.ts', at: '2021-02-03T10:00:00Z' };
    const before = reportData({ items: [item(1, 'src/a.ts', { origin, functions: [fn('f', 30, 3)] })] });
    const moved = { ...fn('f', 44, 4), line: 300, endLine: 420 };
    const after = reportData({ items: [item(7, 'src/b/c.ts', { origin, health: 2, functions: [moved] })] });
    expect(fingerprints(after)).toEqual(fingerprints(before));
  });

  it('tells apart two files that had one path one after the other, and two functions of one name', () => {
    const born = (at: string) => ({ origin: { path: 'a.ts', at } });
    const twice = [fn('f', 30, 3), fn('f', 20, 3)];
    const data = reportData({
      items: [
        item(1, 'old.ts', { ...born('2020-01-01T00:00:00Z'), functions: twice }),
        item(2, 'a.ts', { ...born('2024-01-01T00:00:00Z'), functions: twice }),
      ],
    });
    const all = fingerprints(data);
    expect(new Set(all).size).toBe(6);
  });

  it('decodes any path to the same path, and never to another place', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const path = `src/${text.replaceAll('/', '')}x`;
        const [result] = resultsOf(one(path));
        const { uri } = result!.locations[0]!.physicalLocation.artifactLocation;
        expect(uri).toMatch(/^[\w\-.~%/]+$/);
        expect(decodeURIComponent(uri)).toBe(path.replace(/\p{Cs}/gu, '\ufffd'));
        // Brackets are escaped: no viewer makes a link of them.
        expect(result!.message.text).not.toMatch(/(?<!\\)[[\]]/);
      }),
      { seed: 51, numRuns: 200 },
    );
  });
});

describe('GitLab code quality', () => {
  it('holds the documented fields and nothing else', () => {
    const list: Record<string, unknown>[] = JSON.parse(gitlab(documentOf(reportData())));
    expect(list).toHaveLength(5);
    for (const entry of list) {
      expect(Object.keys(entry)).toEqual([
        'description',
        'check_name',
        'fingerprint',
        'severity',
        'location',
      ]);
      expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(entry.severity);
      expect(entry.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(list[1]).toMatchObject({
      check_name: 'debtcast/hard-function',
      severity: 'major',
      location: { path: 'src/billing/invoice.ts', lines: { begin: 40 } },
    });
    expect(new Set(list.map(entry => entry.fingerprint)).size).toBe(5);
  });

  it('gives paths back as they are', () => {
    fc.assert(
      fc.property(hostileText, path => {
        const [entry] = JSON.parse(gitlab(documentOf(one(path))));
        expect(entry.location.path).toBe(path);
      }),
      { seed: 52, numRuns: 100 },
    );
  });
});

/** As the runner reads them: one command a line, escapes undone. */
function commandsIn(
  text: string,
): readonly { command: string; properties: Map<string, string>; message: string }[] {
  const plain = (value: string): string =>
    value
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%25', '%');
  return text
    .split(/\r\n|\r|\n/)
    .filter(line => line !== '')
    .map(line => {
      const [, command = '', properties = '', message = ''] =
        /^::(\w+)(?: ([^:]*))?::(.*)$/u.exec(line) ?? [];
      const pairs = properties.split(',').map(pair => pair.split('=').map(plain));
      return {
        command,
        properties: new Map(pairs.map(([key = '', ...rest]) => [key, rest.join('=')])),
        message: plain(message),
      };
    });
}

describe('GitHub annotations', () => {
  it('put a breach at its own file and line, whatever stands in the names', () => {
    const path = 'src/a › b.ts';
    const breach = { limit: 15, actual: 40, unit: 'cognitive complexity', text: 'too hard', fix: 'split it' };
    const data = {
      command: 'diff',
      warnOnly: false,
      files: [
        { path: 'src/first.ts', functions: [] },
        { path, functions: [] },
      ],
      breaches: [
        { ...breach, gate: 'noNewFunctionsAbove', where: `${path} › x › y`, path, line: 7 },
        { ...breach, gate: 'maxNewHoursPerQuarter', where: 'Checkout' },
      ],
    };
    const found = findingsOf(data, 'github-annotations');
    expect(found.map(each => [each.path, each.line])).toEqual([
      [path, 7],
      // About no file: shown where the change costs most.
      ['src/first.ts', 1],
    ]);
  });

  it('are one for each finding, at its line', () => {
    const list = commandsIn(githubAnnotations(documentOf(reportData())));
    expect(list.map(each => each.command)).toEqual(['warning', 'warning', 'notice', 'notice', 'notice']);
    expect(list[1]!.properties.get('file')).toBe('src/billing/invoice.ts');
    expect(list[1]!.properties.get('line')).toBe('40');
    expect(list[0]!.message).toContain('27 %');
  });

  it('stay within what GitHub shows, and count the rest', () => {
    const items = Array.from({ length: 30 }, (_, index) =>
      item(index + 1, `src/${index}.ts`, { functions: [] }),
    );
    const list = commandsIn(githubAnnotations(documentOf(reportData({ items }))));
    expect(list).toHaveLength(10);
    expect(list.at(-1)!.message).toBe('21 more of this kind are in the report');
  });

  it('let no text start a command of its own', () => {
    fc.assert(
      fc.property(
        hostileText,
        fc.constantFrom('', '::error::', '\n::stop-commands::x\n', '%0A::error::'),
        (text, start) => {
          const path = start + text;
          const list = commandsIn(githubAnnotations(documentOf(one(path, start + text))));
          expect(list.map(each => each.command)).toEqual(['notice', 'notice']);
          // Line ends are decoded by the runner; whatever else a log would obey is shown by its escape.
          expect(list[0]!.properties.get('file')).toBe(
            path
              .split(/([\r\n])/)
              .map(part => (/[\r\n]/.test(part) ? part : inert(part)))
              .join(''),
          );
          expect(list[1]!.message.startsWith(inert(`${path} is hard`).slice(0, 1))).toBe(true);
        },
      ),
      { seed: 53, numRuns: 200 },
    );
  });
});
