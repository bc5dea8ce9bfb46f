import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/core/document.ts';
import { displayWidth } from '../../src/report/display-width.ts';
import { markdown } from '../../src/report/formats/markdown.ts';
import { terminal } from '../../src/report/formats/terminal.ts';
import { backtestView } from '../../src/report/views/backtest.ts';
import { calibrationView } from '../../src/report/views/calibration.ts';
import { doctorView } from '../../src/report/views/doctor.ts';
import { explainView } from '../../src/report/views/explain.ts';
import { inspectView } from '../../src/report/views/inspect.ts';
import { planView } from '../../src/report/views/plan.ts';
import { roadmapView } from '../../src/report/views/roadmap.ts';
import { trendView } from '../../src/report/views/trend.ts';
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
import { claimsIn } from './forbidden.ts';

const engineering = { audience: 'engineering', locale: 'en-IE' } as const;
const product = { audience: 'product', locale: 'en-IE' } as const;

const documents: Readonly<Record<string, Document>> = {
  inspect: inspectView(inspectData, engineering),
  doctor: doctorView(doctorData),
  explain: explainView(explainData, engineering),
  plan: planView(planData, engineering),
  roadmap: roadmapView(roadmapData, engineering),
  backtest: backtestView(backtestData, engineering),
  trend: trendView(trendData, engineering),
  calibrate: calibrationView(calibrationData, engineering),
};

describe('each command on a screen', () => {
  for (const [name, document] of Object.entries(documents)) {
    it(name, async () => {
      await expect(terminal(document, { width: 80 })).toMatchFileSnapshot(
        `../../fixtures/report/${name}-80.txt`,
      );
      for (const width of [60, 80, 120]) {
        const text = terminal(document, { width });
        expect(claimsIn(text), `${width}`).toEqual([]);
        for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(width);
      }
    });

    it(`${name} in Markdown, without HTML`, () => {
      expect(markdown(document, {})).not.toMatch(/<[a-z/]/i);
    });
  }
});

const screen = (document: Document): string => terminal(document, { width: 120 });

describe('plan', () => {
  it('speaks of parts of the product, not of paths, to product people', () => {
    const text = screen(planView(planData, product));
    expect(text).toContain('a file of Checkout');
    expect(text).not.toContain('invoice.ts');
  });

  it('says that nothing is worth it instead of a plan of zero hours', () => {
    const empty = { ...planData, items: [], totals: { ...planData.totals, items: 0 } };
    expect(screen(planView(empty, engineering))).toContain('Nothing to fix within this capacity');
  });
});

describe('roadmap', () => {
  it('says later where the plan makes it later, with both dates and the money', () => {
    const text = screen(roadmapView(roadmapData, product));
    expect(text).toContain('about 0.7 weeks later with the plan first');
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(/1 Mar 2027 \(Q4 FY27\), 85 % sure .*12 Mar 2027/);
    expect(text).toContain('costs about €6,800');
    expect(text).toContain('under 1 in 100 outcomes');
    expect(text).toContain('“Later” is a normal answer');
    expect(text).not.toContain('src/');
  });
});

describe('backtest', () => {
  it('calls a forecast without skill by its name', () => {
    expect(screen(backtestView(backtestData, engineering))).toMatch(
      /Ranges of listed files +held 17 of 20 times \(85 %\); no better than repeating/,
    );
  });

  it('says when there is no track record yet', () => {
    const none = {
      ...backtestData,
      record: { kind: 'none', why: 'fewer-than-2-quarters', quarters: 1, cuts: [] },
    } as const;
    expect(screen(backtestView(none, engineering))).toContain(
      'No track record yet: 1 quarter could be scored, two are needed',
    );
  });
});

describe('calibrate', () => {
  it('refuses to conclude from too few issues', () => {
    const few = { ...calibrationData, result: { kind: 'too-few-issues', issues: 40, needed: 100 } } as const;
    const text = screen(calibrationView(few, engineering));
    expect(text).toContain('40 closed issues are linked to commits, 100 are needed');
    expect(text).toContain('stays as it was');
  });
});

it('names no price where everything that was paid down is gone', () => {
  const none = { p10: 0, p50: 0, p90: 0, mean: 0 };
  const items = trendData.wins.items.filter(win => win.kind === 'deleted');
  const byStream = [{ name: 'Checkout', items: 1, hoursSaved: none }];
  const text = terminal(
    trendView({ ...trendData, wins: { items, hoursSaved: none, byStream } }, engineering),
    { width: 100, colorLevel: 0 },
  );
  expect(text).toContain('1 item left the list: what was deleted is not priced.');
  expect(text).toContain('Checkout: 1 item\n');
  expect(text).not.toMatch(/cost (none|nothing)/);
});

describe('the order of files in a track record', () => {
  const record = backtestData.record;
  if (record.kind === 'none') throw new Error('the data has a record');
  const [usual] = record.cuts;
  const small = { ...usual!, revision: 'small', files: 20 };
  const shown = (cuts: typeof record.cuts) =>
    terminal(backtestView({ ...backtestData, record: { ...record, cuts } }, engineering), {
      width: 200,
      colorLevel: 0,
    });

  it('is no test where every order lists all files', () => {
    const text = shown([small, { ...small, revision: 'smaller', files: 3 }]);
    expect(text).toContain('No order of files is tested here: there were no more than 20 files');
    expect(text).not.toContain('best possible');
    expect(text).not.toMatch(/Caught|100 % \(/);
  });

  it('says in how many quarters it was none', () => {
    const text = shown([{ ...usual!, files: 21 }, small]);
    expect(text).toContain('In 1 of 2 quarters there were no more than 20 files');
    expect(text).toContain('best possible');
  });

  it('is scored without a remark where there were more files', () => {
    expect(shown([{ ...usual!, files: 21 }])).not.toContain('no more than');
  });
});
