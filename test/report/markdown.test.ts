import { HtmlRenderer, Parser } from 'commonmark';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { marked, type Token, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import type { Document, Inline } from '../../src/core/document.ts';
import { markdown } from '../../src/report/formats/markdown.ts';
import { code, quoted } from '../../src/report/inline.ts';
import { inert } from '../../src/report/safe-text.ts';
import { reportView } from '../../src/report/views/report.ts';
import { claimsIn } from './forbidden.ts';
import { hostileText } from './hostile-text.ts';
import { item, reportData, stream } from './report-data.ts';

const view = (audience: 'engineering' | 'product' | 'both', data = reportData()): Document =>
  reportView(data, { audience, locale: 'en-IE' });

const unescaped = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** Text of an HTML fragment that holds nothing but the given tags. */
function textOf(html: string, tags: readonly string[]): string {
  const bare = html.replace(new RegExp(`</?(?:${tags.join('|')})(?: align="[a-z]+")?>`, 'g'), '');
  expect(bare).not.toMatch(/[<>]/);
  return unescaped(bare);
}

const paragraph = (inline: Inline): Document => ({
  command: 'report',
  title: ['t'],
  sections: [{ id: 's', audience: 'both', blocks: [{ kind: 'paragraph', text: ['x ', inline, ' y'] }] }],
  data: null,
});

const cell = (inline: Inline): Document => ({
  command: 'report',
  title: ['t'],
  sections: [
    {
      id: 's',
      audience: 'both',
      blocks: [
        {
          kind: 'table',
          id: 't',
          columns: [
            { title: 'A', align: 'left', priority: 0, content: 'path' },
            { title: 'B', align: 'right', priority: 0, content: 'figure' },
          ],
          rows: [{ cells: [{ text: [inline] }, { text: ['7'] }] }],
        },
      ],
    },
  ],
  data: null,
});

const kinds = fc.constantFrom(code, quoted);

describe('text from the repository in Markdown', () => {
  it('reads back as the same inert text by two CommonMark parsers, without link, markup or HTML', () => {
    const gfm = new MarkdownIt({ html: true, linkify: true });
    const strict = { parser: new Parser(), renderer: new HtmlRenderer() };
    fc.assert(
      fc.property(hostileText, kinds, (text, kind) => {
        const rendered = markdown(paragraph(kind(text)), {})
          .split('\n\n')
          .slice(1)
          .join('\n\n');
        for (const html of [gfm.render(rendered), strict.renderer.render(strict.parser.parse(rendered))]) {
          expect(textOf(html, ['p', 'code'])).toBe(`x ${inert(text)} y\n`);
        }
      }),
      { seed: 31, numRuns: 400 },
    );
  });

  it('stays in its table cell', () => {
    fc.assert(
      fc.property(hostileText, kinds, (text, kind) => {
        const rendered = markdown(cell(kind(text)), {})
          .split('\n\n')
          .slice(1)
          .join('\n\n');
        const [table] = marked.lexer(rendered) as unknown as [Tokens.Table];
        expect(table.type).toBe('table');
        expect(table.rows).toHaveLength(1);
        expect(table.rows[0]).toHaveLength(2);
        // A pipe behind a backslash is the one thing that cannot be written in a cell; it shows as an escape.
        const expected = inert(text).replace(/(\\+)\|/g, '$1\\u007c');
        expect(plain(table.rows[0]![0]!.tokens)).toBe(expected);
        expect(table.rows[0]![1]!.text).toBe('7');
        const html = new MarkdownIt({ html: true, linkify: true }).render(rendered);
        expect(html).not.toMatch(/<(a|img|script|em|strong|del)\b/);
      }),
      { seed: 32, numRuns: 400 },
    );
  });

  it('mentions nobody and links to nothing: such text is only ever in code', () => {
    for (const text of [
      '@everyone',
      'fixes #12',
      'acme/shop#3',
      'https://evil.example',
      ':tada:',
      '$x^2$',
      'GH-1 @a',
      '!12',
    ]) {
      const rendered = markdown(paragraph(quoted(text)), {});
      expect(rendered).toContain(`\`${text}\``);
    }
  });

  it('keeps plain names plain', () => {
    expect(markdown(paragraph(quoted('Payments team, Zürich')), {})).toContain('x Payments team, Zürich y');
  });

  it('passes through a whole report unharmed', () => {
    const gfm = new MarkdownIt({ html: true, linkify: true });
    fc.assert(
      fc.property(hostileText, hostileText, (path, name) => {
        const data = reportData({
          repository: { ...reportData().repository, name },
          items: [
            item(1, path, {
              functions: [{ ...item(1, 'x').functions[0]!, name }],
              decision: { decision: 'fix', reason: path, on: '2026-01-01', expired: false },
            }),
          ],
          valueStreams: [stream(name, { owner: path })],
          warnings: [{ code: 'x', text: path }],
        });
        const html = gfm.render(markdown(view('both', data), {}));
        expect(
          html.replace(
            /<\/?(h1|h2|h3|p|code|strong|ul|li|table|thead|tbody|tr|th|td|pre)( style="text-align:right"| class="language-text")?>/g,
            '',
          ),
        ).not.toMatch(/<|https?:\/\/[^<]*"/);
      }),
      { seed: 33, numRuns: 40 },
    );
  });
});

/** Text of inline tokens; anything that is not text or code is a finding. */
function plain(tokens: readonly Token[] | undefined): string {
  return (tokens ?? [])
    .map(token => {
      expect(['text', 'codespan', 'escape']).toContain(token.type);
      return 'text' in token ? String(token.text) : '';
    })
    .join('');
}

describe('the report as Markdown', () => {
  it('opens with the product page and carries the engineering part below', async () => {
    const text = markdown(view('both'), {});
    await expect(text).toMatchFileSnapshot('../../fixtures/report/both.md');
    expect(claimsIn(text)).toEqual([]);
    expect(text).not.toMatch(/<[a-z]/i);
    const headings = text.split('\n').filter(line => line.startsWith('#'));
    expect(headings.indexOf('## What to decide')).toBeGreaterThan(0);
    expect(headings.indexOf('## What to decide')).toBeLessThan(headings.indexOf('## Debt items'));
  });

  it('has the figures of the data in its tables, as an independent parser reads them', () => {
    const tables = marked
      .lexer(markdown(view('engineering'), {}))
      .filter((token): token is Tokens.Table => token.type === 'table');
    const items = tables.find(table => table.header.some(head => head.text === 'Debt item'));
    const rows = items?.rows.map(row => row.map(entry => unescaped(entry.text).replaceAll('`', ''))) ?? [];
    expect(rows).toHaveLength(3);
    const data = reportData().items;
    rows.forEach((row, index) => {
      const of = data[index]!;
      expect(row[1]).toBe(of.path);
      expect(roughly(row[2]!.split('(')[0]!, 100)).toBeCloseTo(Math.max(0, of.slowdown.p50), 2);
      expect(roughly(row[4]!.split('(')[0]!)).toBe(
        of.money!.mean <= 0 ? 0 : Number(of.money!.mean.toPrecision(2)),
      );
      expect(roughly(row[5]!)).toBe(Number(of.economics.fix.hours.mean.toPrecision(2)));
    });
  });
});

/** The number in a printed figure; `none` is 0. */
function roughly(text: string, divisor = 1): number {
  if (text.trim() === 'none' || text.trim() === '') return 0;
  return Number(text.replace(/[^\d.]/g, '')) / divisor;
}

describe('a size limit', () => {
  const many = reportData({
    items: Array.from({ length: 200 }, (_, index) => item(index + 1, `src/folder/file-${index + 1}.ts`)),
    itemsTotal: 200,
  });
  const size = (text: string): number => new TextEncoder().encode(text).length;

  it('cuts at rows and counts what was left out', () => {
    const whole = markdown(view('engineering', many), {});
    const limit = Math.floor(size(whole) / 3);
    const cut = markdown(view('engineering', many), { maxBytes: limit });
    expect(size(cut)).toBeLessThanOrEqual(limit);
    const listed = cut.match(/^\| \d+ \|/gm)?.length ?? 0;
    const [, left = ''] = /(\d+) more rows left out/.exec(cut) ?? [];
    expect(listed).toBeGreaterThan(10);
    expect(listed + Number(left)).toBe(200);
    expect(cut).toContain('## What this rests on');
    // One more row would not have fitted.
    expect(size(cut) + size(cut) / listed).toBeGreaterThan(limit - 2000);
  });

  it('drops whole sections when nothing else helps, and says how many', () => {
    const cut = markdown(view('engineering', many), { maxBytes: 900 });
    expect(size(cut)).toBeLessThanOrEqual(900);
    expect(cut).toMatch(/\d sections? left out/);
    expect(() => markdown(view('engineering', many), { maxBytes: 20 })).toThrow(RangeError);
  });

  it('changes nothing while all fits', () => {
    const whole = markdown(view('engineering'), {});
    expect(markdown(view('engineering'), { maxBytes: size(whole) })).toBe(whole);
  });
});

describe('folded details', () => {
  const document: Document = {
    command: 'diff',
    title: ['t'],
    sections: [
      {
        id: 's',
        audience: 'both',
        blocks: [
          {
            kind: 'details',
            summary: ['3 files, ', code('<b>@a|`')],
            blocks: [{ kind: 'paragraph', text: ['inside'] }],
          },
        ],
      },
    ],
    data: null,
  };

  it('are HTML only where the place folds them, with an inert summary', () => {
    const folded = markdown(document, { folds: true });
    expect(folded).toContain('<details><summary>3 files, &#60;b&#62;&#64;a&#124;&#96;</summary>');
    expect(markdown(document, {})).not.toContain('<details>');
  });
});
