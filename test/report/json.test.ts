import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/core/errors.ts';
import { json, stableJson } from '../../src/report/formats/json.ts';
import { reportView } from '../../src/report/views/report.ts';
import { reportData } from './report-data.ts';

/** The same data with its figures cut to nine digits, by another way than the one under test. */
const shortened = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data), (_, value) =>
    typeof value === 'number' ? Number(value.toExponential(8)) : value,
  );

describe('stableJson', () => {
  it('keeps the order of the fields and nine significant digits', () => {
    expect(stableJson({ b: 1 / 3, a: 123456789012, c: -0, d: undefined, e: [] })).toBe(
      '{\n  "b": 0.333333333,\n  "a": 123456789012,\n  "c": 0,\n  "e": []\n}\n',
    );
  });

  it('writes figures of a list on one line, also of typed lists', () => {
    expect(stableJson({ draws: Float64Array.of(1, 2.5) })).toBe('{\n  "draws": [1, 2.5]\n}\n');
    expect(stableJson([{ a: 'x' }])).toBe('[\n  {\n    "a": "x"\n  }\n]\n');
  });

  it('refuses a number that is none, and says where', () => {
    expect(() => stableJson({ items: [{ hours: Number.NaN }] })).toThrow(InvariantError);
    expect(() => stableJson({ items: [{ hours: Number.POSITIVE_INFINITY }] })).toThrow('$.items[0].hours');
  });

  it('is what any parser reads back', () => {
    const data = reportData({ warnings: [{ code: 'x', text: '"quoted" \u2028 \ud800 </script>' }] });
    const document = reportView(data, { audience: 'both', locale: 'en-IE' });
    expect(JSON.parse(json(document, {}))).toEqual(shortened(document.data));
  });
});
