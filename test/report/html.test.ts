import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import type { Chart, Document, Row } from '../../src/core/document.ts';
import type { ReportData } from '../../src/core/report.ts';
import { cssText } from '../../src/report/formats/html/table.ts';
import { html } from '../../src/report/formats/html.ts';
import { code, quoted } from '../../src/report/inline.ts';
import { inert } from '../../src/report/safe-text.ts';
import { pageView } from '../../src/report/views/page.ts';
import { explainData, planData, roadmapData, trendData } from './command-data.ts';
import { claimsIn } from './forbidden.ts';
import { hostileText } from './hostile-text.ts';
import { item, range, reportData } from './report-data.ts';

/** What parse5's tree is read by here. */
interface Node {
  readonly nodeName: string;
  readonly value?: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly Node[];
}

const nodesOf = (text: string): readonly Node[] => {
  const walk = (node: Node): Node[] => [node, ...(node.childNodes ?? []).flatMap(walk)];
  return walk(parse(text) as unknown as Node);
};
const textOf = (node: Node): string =>
  node.nodeName === '#text' ? (node.value ?? '') : (node.childNodes ?? []).map(textOf).join('');
const attribute = (node: Node | undefined, name: string): string | undefined =>
  node?.attrs?.find(each => each.name === name)?.value;
const named = (nodes: readonly Node[], ...names: string[]): readonly Node[] =>
  nodes.filter(node => names.includes(node.nodeName));

const view = { audience: 'both', locale: 'en-IE' } as const;
/** With a price under every scenario, so that they can be drawn on one scale. */
function pricedData(): ReportData {
  const { headline } = reportData();
  const scenarios = headline.scenarios.map(each => ({
    ...each,
    money: each.money ?? range(1000, 4000, 9000),
  }));
  return reportData({ headline: { ...headline, scenarios } });
}

const wholePage = (): string =>
  html(pageView({ report: pricedData(), plan: planData, roadmap: roadmapData, trend: trendData }, view));

const documentOf = (blocks: Document['sections'][number]['blocks']): Document => ({
  command: 'report',
  title: ['t'],
  sections: [{ id: 's', audience: 'both', blocks }],
  data: null,
});

const chart = (of: Chart): string => html(documentOf([{ kind: 'chart', chart: of }]));

describe('the HTML page', () => {
  it('shows the figures of the data', () => {
    const nodes = nodesOf(wholePage());
    const main = nodes.find(node => node.nodeName === 'main')!;
    const text = textOf(main).replaceAll('\u00a0', ' ');
    for (const figure of [
      '7 %',
      '190 h',
      '€16,000',
      '+14 % (1–32)',
      '€3,900 (none–8.1k)',
      'scenario: evidence',
    ])
      expect(text).toContain(figure);
    expect(claimsIn(text)).toEqual([]);
  });

  it('has one row for each item, in the order of the data, with keys to sort by', () => {
    const nodes = nodesOf(wholePage());
    const table = nodes.find(node => attribute(node, 'id') === 't-items')!;
    const bodies = nodesIn(table).filter(node => node.nodeName === 'tbody');
    const paths = bodies.map(body => textOf(nodesIn(body).find(node => node.nodeName === 'th')!));
    expect(paths).toEqual(reportData().items.map(each => each.path));
    const keys = bodies.map(body => attribute(body, 'data-k')!.split(' '));
    // Column 4 is the cost: 45.8, 24.2 and -1 h. Column 6 is the payback: 26 and 25.7 weeks, and never.
    expect(keys.map(list => list[4])).toEqual(['2', '1', '0']);
    expect(keys.map(list => list[6])).toEqual(['1', '0', '-']);
    const [caption] = nodesIn(table).filter(node => node.nodeName === 'caption');
    expect(textOf(caption!)).toContain('scenario: evidence');
    for (const head of nodesIn(table).filter(node => node.nodeName === 'th'))
      expect(['col', 'row']).toContain(attribute(head, 'scope'));
  });

  it('lets run and style only what is pinned, and asks for nothing', () => {
    const page = wholePage();
    const nodes = nodesOf(page);
    const policy = attribute(
      nodes.find(node => attribute(node, 'http-equiv') === 'Content-Security-Policy'),
      'content',
    )!;
    const hash = (node: Node): string =>
      `'sha256-${createHash('sha256').update(textOf(node)).digest('base64')}'`;
    const [style] = named(nodes, 'style');
    const [script] = named(nodes, 'script');
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash(style!)}; script-src ${hash(script!)}; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(named(nodes, 'style')).toHaveLength(1);
    expect(named(nodes, 'script')).toHaveLength(1);
    for (const node of nodes) {
      for (const { name, value } of node.attrs ?? []) {
        expect(name).not.toMatch(/^(style|on.*|srcset|action|formaction)$/);
        if (['href', 'src', 'xlink:href'].includes(name)) expect(value).toMatch(/^(#|data:,$)/);
      }
    }
    expect(textOf(style!)).not.toMatch(/url\(|@import/);
    expect(named(nodes, 'img', 'iframe', 'object', 'embed', 'video', 'audio', 'form', 'base')).toEqual([]);
  });

  it('opens with the planning page, without a path in it, and has its dates, past and plan', () => {
    const nodes = nodesOf(wholePage());
    const parts = nodes.filter(node => attribute(node, 'class') === 'part');
    const planning = textOf(parts[0]!);
    expect(planning).toMatch(/^For planning/);
    for (const path of reportData().items.map(each => each.path)) expect(planning).not.toContain(path);
    const titles = named(nodes, 'figcaption').map(textOf);
    expect(titles).toContain('Finish dates');
    expect(titles).toContain('Health at the end of each quarter');
    expect(titles.some(title => title.includes('under each scenario'))).toBe(true);
    expect(titles.some(title => title.includes('the plan is marked'))).toBe(true);
  });

  it('opens a row on the whole chain behind it, and only the row it belongs to', () => {
    const [first] = reportData().items;
    const explained = [
      { ...explainData, subject: { kind: 'file' as const, path: first!.path, names: [], valueStreams: [] } },
    ];
    const nodes = nodesOf(html(pageView({ report: reportData(), explained }, view)));
    const table = nodes.find(node => attribute(node, 'id') === 't-items')!;
    const bodies = (table.childNodes ?? []).filter(node => node.nodeName === 'tbody');
    expect(bodies).toHaveLength(3);
    const folds = bodies.map(body =>
      nodesIn(body)
        .filter(node => node.nodeName === 'summary')
        .map(textOf),
    );
    explainData.steps.forEach((step, index) => {
      expect(folds[0]).toContain(`${index + 1}. ${step.title}`);
      expect(folds[1]).not.toContain(`${index + 1}. ${step.title}`);
    });
  });

  it('has no id twice and no link to nowhere', () => {
    const nodes = nodesOf(wholePage());
    const ids = nodes.flatMap(node => attribute(node, 'id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of named(nodes, 'a')) expect(ids).toContain(attribute(link, 'href')!.slice(1));
    const levels = named(nodes, 'h1', 'h2', 'h3').map(node => Number(node.nodeName[1]));
    // No level is skipped on the way down.
    expect(levels.filter((level, index) => level - (levels[index - 1] ?? 0) > 1)).toEqual([]);
  });

  it('keeps any text of the repository as text: in paragraphs, cells, captions of pictures, the title', () => {
    fc.assert(
      fc.property(
        hostileText,
        fc.constantFrom('', '</style><script>x()</script>', '"><img src=x onerror=x()>', '</script>', '<!--'),
        (text, start) => {
          const evil = start + text;
          const row: Row = {
            cells: [{ text: [code(evil)], sort: evil }],
            notes: [[quoted(evil)]],
            key: evil,
          };
          const page = html({
            ...documentOf([
              { kind: 'paragraph', text: [quoted(evil)] },
              {
                kind: 'table',
                id: 't',
                columns: [{ title: evil, align: 'left', priority: 0, content: 'path' }],
                rows: [row],
              },
              {
                kind: 'chart',
                chart: { kind: 'map', title: evil, leaves: [{ path: evil, size: 1, health: 5, text: evil }] },
              },
              {
                kind: 'chart',
                chart: {
                  kind: 'quadrant',
                  title: evil,
                  x: evil,
                  y: evil,
                  points: [{ label: evil, x: 1, y: 1, marked: true, text: evil }],
                },
              },
            ]),
            title: [quoted(evil)],
          });
          const nodes = nodesOf(page);
          expect(named(nodes, 'script')).toHaveLength(1);
          expect(named(nodes, 'style')).toHaveLength(1);
          expect(named(nodes, 'img', '#comment')).toEqual([]);
          const shown = inert(evil);
          expect(textOf(named(nodes, 'h1')[0]!)).toBe(shown);
          expect(named(nodes, 'title').map(textOf)[0]).toBe(shown);
          const th = nodes.find(node => attribute(node, 'scope') === 'row')!;
          expect(textOf(th)).toBe(shown);
        },
      ),
      { seed: 71, numRuns: 150 },
    );
  });

  it('writes a column title into the style sheet as a string that cannot end', () => {
    expect(cssText('Cost / quarter')).toBe('"Cost / quarter"');
    expect(cssText('a"}</style>\\')).toBe('"a\\22 \\7d \\3c /style\\3e \\5c "');
  });

  it('draws every file on the map, those that are no row in words of their own, and the smallest by folder', () => {
    const [first] = reportData().items;
    const small = Array.from({ length: 160 }, (_, index) => ({
      path: `src/small/file-${index}.ts`,
      effortShare: 0.001,
      health: index % 2 === 0 ? 10 : 8,
    }));
    const files = [
      { path: first!.path, effortShare: 0.5, health: 3 },
      { path: 'src/calm.ts', effortShare: 0.3, health: 9.7 },
      { path: 'tool.py', effortShare: 0.04 },
      ...small,
    ];
    const nodes = nodesOf(html(pageView({ report: reportData(), files }, view)));
    const section = nodes.find(node => attribute(node, 'id') === 'map')!;
    const texts = named(nodesIn(section), 'li').map(textOf);
    expect(texts.find(text => text.startsWith(`${first!.path}: `))).toMatch(/health .*, slowdown .*, cost /);
    expect(texts).toContain('src/calm.ts: health 9.7, 30\u00a0% of the effort');
    expect(texts).toContain('tool.py: not measured, 4\u00a0% of the effort');
    // 150 tiles of their own: three files and 147 small ones; 13 small ones are left, 7 of health 8 and 6 of health 10.
    expect(texts.filter(text => text.startsWith('src/small/file-'))).toHaveLength(147);
    expect(texts.find(text => text.startsWith('src/small/13 smaller files'))).toMatch(
      /^.*: health [89]\.\d on average$/,
    );
    expect(named(nodesIn(section), 'figcaption').map(textOf)[0]).toBe(
      'All files by folder: size is effort, shade is health',
    );
  });

  it('marks what was decided on the line of the past, in words of the plan', () => {
    const nodes = nodesOf(html(pageView({ report: reportData(), trend: trendData }, view)));
    const section = nodes.find(node => attribute(node, 'id') === 'page-trend')!;
    expect(named(nodesIn(section), 'li').map(textOf)).toContain('2\u00a0Jun\u00a02026: fix it: Checkout');
  });

  it('stays under a megabyte and a half at 2,000 items, whole rows first', () => {
    const items = Array.from({ length: 2000 }, (_, index) =>
      item(index + 1, `packages/some-package-${index % 40}/src/components/some-component-${index}.ts`),
    );
    const page = html(pageView({ report: reportData({ items }) }, view));
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(1_500_000);
    expect(Buffer.byteLength(page)).toBeGreaterThan(1_200_000);
    expect(page).toContain('the later ones come without their details');
    const nodes = nodesOf(page);
    const table = nodes.find(node => attribute(node, 'id') === 't-items')!;
    expect(nodesIn(table).filter(node => node.nodeName === 'tbody')).toHaveLength(2000);
  });
});

const nodesIn = (node: Node): readonly Node[] => [node, ...(node.childNodes ?? []).flatMap(nodesIn)];

describe('pictures', () => {
  const percentOf = (node: Node | undefined, name: string): number =>
    Number(attribute(node, name)?.replace('%', ''));

  it('draw ranges on one scale from zero, a bound below zero at zero', () => {
    const nodes = nodesOf(
      chart({
        kind: 'ranges',
        title: 'T',
        unit: 'h',
        bars: [
          { label: ['a'], low: -5, mid: 20, high: 100, text: '20 h (none–100)' },
          { label: ['b'], low: 50, mid: 75, high: 100, text: '75 h (50–100)' },
        ],
      }),
    );
    const [a, b] = nodes.filter(node => attribute(node, 'class') === 'span');
    const [zero] = nodes.filter(node => attribute(node, 'class') === 'zero');
    expect(percentOf(a, 'x')).toBeCloseTo(percentOf(zero, 'x1'), 6);
    // The whole scale is 0..100: b begins in the middle of a and is half as wide.
    expect(percentOf(b, 'width') * 2).toBeCloseTo(percentOf(a, 'width'), 1);
    expect(percentOf(b, 'x')).toBeCloseTo(percentOf(a, 'x') + percentOf(a, 'width') / 2, 1);
    expect(nodes.map(textOf)).toContain('75 h (50–100)');
  });

  it('draw tiles as large as the effort, shaded by health, each with its text', () => {
    const nodes = nodesOf(
      chart({
        kind: 'map',
        title: 'T',
        leaves: [
          { path: 'a/x.ts', size: 0.3, health: 9.5, text: 'X' },
          { path: 'a/y.ts', size: 0.1, health: 3, text: 'Y' },
        ],
      }),
    );
    const tiles = nodes.filter(node => /^th\d$/.test(attribute(node, 'class') ?? ''));
    const area = (node: Node): number => percentOf(node, 'width') * Number(attribute(node, 'height'));
    expect(tiles.map(tile => attribute(tile, 'class'))).toEqual(['th4', 'th1']);
    expect(area(tiles[0]!) / area(tiles[1]!)).toBeGreaterThan(2.8);
    expect(area(tiles[0]!) / area(tiles[1]!)).toBeLessThan(3.2);
    expect(named(nodes, 'li').map(textOf)).toEqual(expect.arrayContaining(['a/x.ts: X', 'a/y.ts: Y']));
  });

  it('place dates in order, due days among them', () => {
    const nodes = nodesOf(
      chart({
        kind: 'dates',
        title: 'T',
        rows: [
          {
            label: 'A',
            now: { likely: '2027-01-01', sure: '2027-02-01' },
            plan: { likely: '2027-01-15', sure: '2027-03-01' },
            due: '2027-02-10',
          },
        ],
      }),
    );
    const [now] = nodes.filter(node => attribute(node, 'class') === 'span');
    const [plan] = nodes.filter(node => attribute(node, 'class') === 'plan');
    const [due] = nodes.filter(node => attribute(node, 'class') === 'due');
    expect(percentOf(now, 'x')).toBeLessThan(percentOf(plan, 'x'));
    const endOfNow = percentOf(now, 'x') + percentOf(now, 'width');
    expect(percentOf(due, 'x1')).toBeGreaterThan(endOfNow);
    expect(percentOf(due, 'x1')).toBeLessThan(percentOf(plan, 'x') + percentOf(plan, 'width'));
  });

  it('say each point of a timeline in words, and draw nothing of nothing', () => {
    const page = chart({
      kind: 'timeline',
      title: 'T',
      unit: 'health',
      points: [
        { at: '2026-01-01', value: 8, forecast: false },
        { at: '2026-04-01', low: 7.5, value: 8, high: 8.1, forecast: true },
      ],
      marks: [],
    });
    expect(
      named(nodesOf(page), 'li')
        .map(textOf)
        .map(text => text.replaceAll('\u00a0', ' ')),
    ).toEqual(['1 Jan 2026: health 8', '1 Apr 2026: health 8 (7.5 to 8.1), forecast']);
    for (const empty of [
      { kind: 'timeline', title: 'T', unit: 'x', points: [], marks: [] },
      { kind: 'map', title: 'T', leaves: [] },
      { kind: 'dates', title: 'T', rows: [] },
      { kind: 'quadrant', title: 'T', x: 'x', y: 'y', points: [] },
      { kind: 'dots', title: 'T', unit: 'x', series: [] },
    ] as const)
      expect(named(nodesOf(chart(empty)), 'figure')).toEqual([]);
  });

  it('hold for any finite figures', () => {
    const figure = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(figure, figure), { minLength: 1, maxLength: 5 }), list => {
        const page = html(
          documentOf([
            {
              kind: 'chart',
              chart: {
                kind: 'quadrant',
                title: 'T',
                x: 'x',
                y: 'y',
                points: list.map(([x, y]) => ({ label: 'a', x, y, marked: false, text: 't' })),
              },
            },
            {
              kind: 'chart',
              chart: {
                kind: 'ranges',
                title: 'T',
                unit: 'h',
                bars: list.map(([x, y]) => ({
                  label: ['a'],
                  low: Math.min(x, y),
                  mid: (x + y) / 2,
                  high: Math.max(x, y),
                  text: 't',
                })),
              },
            },
          ]),
        );
        expect(page).not.toMatch(/NaN|Infinity/);
      }),
      { seed: 72, numRuns: 200 },
    );
  });
});
