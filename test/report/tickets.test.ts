import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import type { Ticket, TicketsData } from '../../src/core/tickets.ts';
import { ticketFormats } from '../../src/report/formats/tickets.ts';
import { inert } from '../../src/report/safe-text.ts';
import { ticketsView, ticketTexts } from '../../src/report/views/tickets.ts';
import { claimsIn } from './forbidden.ts';
import { hostileText } from './hostile-text.ts';
import { range, reportData } from './report-data.ts';

function ticket(change: Partial<Ticket> = {}): Ticket {
  return {
    key: 'debtcast-0123456789ab',
    path: 'src/billing/invoice.ts',
    valueStreams: ['Checkout'],
    health: 4.2,
    deficit: 5.8,
    targetDeficit: 2.9,
    hours: range(-3.1, 31, 95.4, 45.8),
    money: range(-263.5, 2635, 8109, 3893),
    fixHours: range(6.5, 19.4, 56, 28),
    saving: range(-2, 11, 40, 14),
    payback: { kind: 'weeks', weeks: 26 },
    wsjf: { value: 13, size: 3, score: 4.33 },
    functions: [{ name: 'calculateTotals', line: 40, endLine: 219, cognitive: 64 }],
    functionLimit: 15,
    tests: [{ path: 'test/billing/invoice.test.ts', shared: 12 }],
    decision: { decision: 'fix', reason: 'goes with the refund rewrite', on: '2026-11-03', expired: false },
    ...change,
  };
}

function ticketsData(tickets: readonly Ticket[]): TicketsData {
  const { formatVersion, tool, repository, horizon, scenario, currency, worlds, seed, assumptions } =
    reportData();
  return {
    formatVersion,
    tool,
    command: 'tickets',
    repository,
    horizon,
    scenario,
    ...(currency === undefined ? {} : { currency }),
    worlds,
    seed,
    assumptions,
    warnings: [],
    tickets,
  };
}

const options = { locale: 'en-IE' };
const texts = (...tickets: Ticket[]) => ticketTexts(ticketsData(tickets), options);
const rowsOf = (text: string): Record<string, string>[] =>
  parse(text, { columns: true, record_delimiter: '\r\n' });

describe('tickets', () => {
  it('for Jira: value, size, relative points, criteria, and the key to find them again', () => {
    const [row] = rowsOf(ticketFormats['jira-csv'](texts(ticket())));
    expect(row).toMatchObject({
      Summary: 'Bring invoice.ts back to health (Checkout)',
      'External ID': 'debtcast-0123456789ab',
      'Original Estimate (hours)': '28',
      'WSJF value (relative)': '13',
      'WSJF size (relative)': '3',
    });
    const description = row!.Description!;
    expect(description).toContain('€3,900 (none–8.1k)');
    expect(description).toContain('scenario: evidence');
    // Deficit 5.8 is to be halved: health 10 - 2.9.
    expect(description).toContain('Health of the file is 7.1 or better (now 4.2)');
    expect(description).toContain('calculateTotals (64, line 40)');
    expect(description).toContain('test/billing/invoice.test.ts');
    expect(description).toContain('Key: debtcast');
  });

  it('for GitHub: a title, a body with boxes to tick, and the key in a comment nobody sees', () => {
    const [issue] = JSON.parse(ticketFormats.github(texts(ticket())));
    expect(issue.key).toBe('debtcast-0123456789ab');
    expect(issue.body.endsWith('<!-- debtcast-0123456789ab -->')).toBe(true);
    expect(issue.body.match(/^- \[ \] /gm)).toHaveLength(3);
  });

  it('for Linear: the key as id', () => {
    const [row] = rowsOf(ticketFormats.linear(texts(ticket())));
    expect(row).toMatchObject({ ID: 'debtcast-0123456789ab', Estimate: '3' });
  });

  it('say what is missing: no rate, no test, no hard function', () => {
    const { money: _, ...bare } = ticket({ tests: [], functions: [], valueStreams: [] });
    const [issue] = JSON.parse(ticketFormats.github(texts(bare)));
    expect(issue.title).toBe('Bring invoice.ts back to health');
    expect(issue.body).toContain('46 h');
    expect(issue.body).not.toContain('€');
    expect(issue.body).toContain('none changes with this file so far');
    expect(issue.body).toContain('No function is above cognitive complexity 15');
  });

  it('claim nothing that the evidence does not carry', () => {
    expect(claimsIn(ticketFormats.github(texts(ticket())))).toEqual([]);
  });

  it('explain how to decide when nothing is decided', () => {
    const document = ticketsView(ticketsData([]), { ...options, audience: 'both' });
    expect(JSON.stringify(document.sections)).toContain("debtcast decide '#1' fix");
    expect(rowsOf(ticketFormats['jira-csv']([]))).toEqual([]);
  });

  it('keep hostile names, reasons and tests as text', () => {
    const renderer = new MarkdownIt({ html: true, linkify: true });
    fc.assert(
      fc.property(hostileText, text => {
        const hostile = texts(
          ticket({
            path: `src/${text}`,
            valueStreams: [text],
            tests: [{ path: text, shared: 2 }],
            decision: { decision: 'fix', reason: text, on: '2026-11-03', expired: false },
          }),
        );
        const rows = rowsOf(ticketFormats['jira-csv'](hostile));
        expect(rows).toHaveLength(1);
        expect(rows[0]!['External ID']).toBe('debtcast-0123456789ab');
        // Every character that Jira gives a meaning to has its backslash.
        for (const line of rows[0]!.Description!.split('\n')) {
          expect(line.replace(/^\* /, '').replaceAll(/\\[\\{}[\]!*_+^~?|#@-]/g, '')).not.toMatch(
            /[{}[\]!*^~|@]/,
          );
        }
        const [issue] = JSON.parse(ticketFormats.github(hostile));
        // Nothing invisible is left to escape.
        expect(inert(issue.title)).toBe(issue.title);
        expect(renderer.render(issue.body)).not.toMatch(/<(a|img|script|em|del|h\d|table|details)\b/);
      }),
      { seed: 61, numRuns: 200 },
    );
  });
});
