import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/core/document.ts';
import { displayWidth } from '../../src/report/display-width.ts';
import { terminal } from '../../src/report/formats/terminal.ts';
import { code, quoted } from '../../src/report/inline.ts';
import { reportView } from '../../src/report/views/report.ts';
import { claimsIn } from './forbidden.ts';
import { hostileText } from './hostile-text.ts';
import { economics, item, range, reportData, slowdown, stream } from './report-data.ts';

const golden = (name: string): string => `../../fixtures/report/${name}.txt`;
const view = (audience: 'engineering' | 'product' | 'both', data = reportData()): Document =>
  reportView(data, { audience, locale: 'en-IE' });
/** Escape sequences of styles only: anything else that starts with ESC would stay and be found. */
const unstyled = (text: string): string => text.replaceAll(/\u001b\[\d+(;\d+)*m/g, '');

describe('the report on a screen', () => {
  for (const audience of ['engineering', 'product'] as const) {
    for (const width of [60, 80, 120]) {
      it(`for ${audience} at ${width} columns`, async () => {
        const text = terminal(view(audience), { width });
        await expect(text).toMatchFileSnapshot(golden(`${audience}-${width}`));
        expect(claimsIn(text)).toEqual([]);
        for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(width);
      });
    }
  }

  it('writes paths in full that would look the same once they are shortened', () => {
    const paths = [
      'packages/billing-and-invoices/src/index.ts',
      'packages/search-and-discovery/src/index.ts',
    ];
    const data = reportData({ items: paths.map((path, index) => item(index + 1, path)) });
    const text = terminal(view('engineering', data), { width: 80 });
    for (const folder of ['billing-and-invoices/', 'search-and-discovery/']) expect(text).toContain(folder);
    for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    // One of them alone is shortened.
    const alone = terminal(view('engineering', reportData({ items: [item(1, paths[0]!)] })), { width: 80 });
    expect(alone).toContain('packages/…/src/index.ts');
  });

  it('says the same with colour', () => {
    for (const width of [60, 100]) {
      const coloured = terminal(view('engineering'), { width, colorLevel: 1 });
      expect(coloured).toContain('\u001b[36msrc/');
      const lines = unstyled(coloured)
        .split('\n')
        .map(line => line.trimEnd());
      expect(lines.join('\n')).toBe(terminal(view('engineering'), { width }));
    }
  });

  it('keeps the most important columns when it is narrow, and never breaks a figure', () => {
    const narrow = terminal(view('engineering'), { width: 60 });
    expect(narrow).toContain('+27 % (none–61)');
    expect(narrow).toContain('€3,900 (none–8.1k)');
    expect(narrow).not.toContain('Payback');
    expect(terminal(view('engineering'), { width: 120 })).toContain('9–31 changes');
  });

  it('uses plain spaces only, so that what is copied can be searched', () => {
    expect(terminal(view('both'), { width: 80 })).not.toMatch(/[\u00a0\u202f]/);
  });

  it('has no path on the product page', () => {
    const page = terminal(view('product'), { width: 100 });
    for (const path of ['invoice.ts', 'webhook-handler', 'facets', 'src/']) expect(page).not.toContain(path);
  });

  it('draws only hours when no rate is configured, and says what to set', () => {
    const { currency: _currency, ...rest } = reportData();
    const unpriced = (text: typeof rest.headline) => {
      const { money: _money, ...hoursOnly } = text;
      return hoursOnly;
    };
    const data = {
      ...rest,
      assumptions: rest.assumptions.filter(entry => entry.name !== 'team.costPerHour'),
      headline: unpriced(rest.headline),
      valueStreams: rest.valueStreams.map(({ money: _money, ...other }) => other),
      items: rest.items.map(({ money: _money, ...other }) => other),
    };
    const text = terminal(view('both', data), { width: 100 });
    expect(text).not.toContain('€');
    expect(text).toContain('Costs 190 of 2,900 engineer-hours in code');
    expect(text).toContain('none–420 h');
    expect(text).toContain('46 h (none–95)');
    expect(text).toContain('team.costPerHour');
  });
});

describe('what is absent', () => {
  it('is a word, never a zero', () => {
    const { health: _health, ...unmeasured } = stream('Legacy', {
      activity: { kind: 'absent', why: 'too young' },
    });
    const data = reportData({
      valueStreams: [unmeasured],
      items: [
        item(1, 'a.ts', {
          activity: { kind: 'absent', why: 'too young' },
          economics: economics(9, { payback: { kind: 'never' } }),
        }),
      ],
      trackRecord: { activity: { kind: 'none', why: 'fewer than 2 scored quarters' } },
    });
    const text = terminal(view('engineering', data), { width: 120 });
    expect(text).toMatch(/Legacy +– +not measured +no range +not measured/);
    expect(text).toContain('not in 2 years');
    expect(text).toContain('none yet: fewer than 2 scored quarters');
    expect(text).not.toMatch(/ 0 (h|%|changes|weeks)/);
  });

  it('says so when there is nothing to list, and nothing to gain', () => {
    const data = reportData({ items: [], itemsTotal: 0, valueStreams: [] });
    const calm = {
      ...data,
      headline: {
        ...data.headline,
        slowdown: slowdown(-0.03, -0.01, 0.004, 0.7),
        hours: range(-90, -30, 11, -28),
        money: range(-900, -300, 110, -280),
        worthFixing: { count: 0, of: 0, hours: 0, paybackWeeks: null },
        doNotRefactor: 0,
      },
    };
    const text = terminal(view('both', calm), { width: 120 });
    expect(text).toContain('Work in code takes about as long as in healthy code');
    expect(text).toContain('No extra hours are expected, of 2,900 engineer-hours in code');
    expect(text).toContain('Worth fixing now: none');
    expect(text).toContain('No debt items');
    expect(text).not.toContain('for each of them');
    expect(text).not.toContain('explain 1');
    expect(text).toContain('debtcast explain headline shows every step');
  });

  it('tells items that are agreed on from those that are not worth it', () => {
    const decision = { decision: 'fix', reason: 'soon', on: '2026-01-01', expired: false } as const;
    const [first] = reportData().items;
    const shown = (verdict: 'worth-it' | 'do-not-refactor') => {
      const economics = { ...first!.economics, verdict };
      const items = [{ ...first!, economics, decision }];
      return terminal(view('product', reportData({ items })), { width: 200 });
    };
    expect(shown('worth-it')).toContain('No other listed item is worth fixing now');
    expect(shown('do-not-refactor')).toContain('No listed item is worth fixing now');
  });

  it('asks about no assumption whose ends read alike', () => {
    const { headline } = reportData();
    const [row] = headline.sensitivity;
    const alike = { ...row!, low: { value: 0.5, hours: 190 }, high: { value: 1, hours: 190.3 } };
    const text = (sensitivity: typeof headline.sensitivity) =>
      terminal(view('both', reportData({ headline: { ...headline, sensitivity } })), { width: 120 });
    expect(text([{ ...alike, high: { value: 1, hours: 400 } }])).toContain('Matters most');
    expect(text([alike])).not.toMatch(/Matters most|than any other assumption/);
  });
});

describe('many value streams', () => {
  it('show the ten that cost most, and name the others', () => {
    const data = reportData({
      valueStreams: Array.from({ length: 13 }, (_, index) => stream(`Stream ${index + 1}`)),
    });
    const text = terminal(view('engineering', data), { width: 100 });
    expect(text.match(/^ {2}Stream \d+ /gm)).toHaveLength(10);
    expect(text).toContain('3 more value streams, each with less cost: Stream 11, Stream 12, Stream 13.');
  });
});

describe('warnings', () => {
  it('come first: shallow clones, more capacity than any survey found, and what others found', () => {
    const data = reportData({
      warnings: [{ code: 'future-commits', text: '3 commits are dated in the future' }],
    });
    const text = terminal(
      view('engineering', {
        ...data,
        repository: { ...data.repository, shallow: true },
        headline: { ...data.headline, shareOfCapacity: range(0.2, 0.5, 0.6, 0.47) },
      }),
      { width: 100 },
    );
    const [, first = '', second] = text.split('\n\n');
    expect(first).toContain('git fetch --unshallow');
    expect(first).toContain('47 % of capacity');
    expect(first).toContain('3 commits are dated in the future');
    expect(second).toContain('Next quarter, if nothing changes');
  });

  it('stay away when the share is at the highest one found', () => {
    const data = reportData();
    const text = terminal(
      view('engineering', {
        ...data,
        headline: { ...data.headline, shareOfCapacity: range(0.2, 0.4, 0.6, 0.42) },
      }),
      { width: 100 },
    );
    expect(text).not.toContain('Warning');
  });
});

describe('hostile text', () => {
  it('reaches the screen only as visible characters, at any width', () => {
    fc.assert(
      fc.property(hostileText, hostileText, fc.integer({ min: 60, max: 130 }), (path, name, width) => {
        const data = reportData({
          items: [item(1, path, { functions: [{ ...item(1, 'x').functions[0]!, name }] })],
          valueStreams: [stream(name, { owner: path, unmeasuredShare: 0.5 })],
          warnings: [{ code: 'x', text: path }],
        });
        const text = terminal(view('both', data), { width });
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Cs}]/u);
        for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
      { seed: 21, numRuns: 30 },
    );
  });

  it('cannot draw a line of its own', () => {
    const document: Document = {
      command: 'report',
      title: [code('a\n\u001b[2Jfake'), quoted('b\r\nc')],
      sections: [],
      data: null,
    };
    expect(terminal(document, { colorLevel: 0 })).toBe('a\\n\\u001b[2Jfakeb\\r\\nc\n');
  });
});
