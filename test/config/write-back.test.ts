import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCostModel } from '../../src/config/parse.ts';
import { writeCalibrated } from '../../src/config/write-back.ts';
import { UserError } from '../../src/core/errors.ts';
import { known } from './known.ts';

const write = (text: string | undefined) =>
  writeCalibrated(text, 'debt.config.yaml', known, { mean: 0.0688241234, sd: 0.02277784 });
const braces = '{ calibrated: { mean: 0.0688241, sd: 0.0227778 } }';

describe('what calibrate found', () => {
  it.each([
    ['starts the file', undefined, `model: { scenarios: ${braces} }\n`],
    [
      'comes last where there is no model yet',
      '# ours\nteam:\n  engineers: 8 # us',
      `# ours\nteam:\n  engineers: 8 # us\nmodel: { scenarios: ${braces} }\n`,
    ],
    [
      'fills an empty group',
      'model: # none yet\nteam: { engineers: 8 }\n',
      `model: { scenarios: ${braces} } # none yet\nteam: { engineers: 8 }\n`,
    ],
  ])('%s', (_, before, after) => {
    expect(write(before)).toBe(
      after.replace(/ }\n| } #/, end => end.replace(' }', ', scenario: calibrated }')),
    );
  });

  it('replaces the scenario in use and joins the others', () => {
    const before = `# why we do this
model:
  scenario: git-only   # until we know better
  scenarios:
    # from last year
    evidence: { mean: 0.05,   sd: 0.03 }
  # the rest
  fixRateGamma: 0.2

gates: { maxHealthDrop: 1 }
`;
    expect(write(before)).toBe(`# why we do this
model:
  scenario: calibrated   # until we know better
  scenarios:
    # from last year
    evidence: { mean: 0.05,   sd: 0.03 }
    calibrated: { mean: 0.0688241, sd: 0.0227778 }
  # the rest
  fixRateGamma: 0.2

gates: { maxHealthDrop: 1 }
`);
  });

  it('replaces an earlier calibration figure by figure', () => {
    const before =
      'model:\n  scenario: calibrated\n  scenarios:\n    calibrated:\n      mean: 0.01 # 100 issues\n      sd: 0.03\n';
    expect(write(before)).toBe(
      'model:\n  scenario: calibrated\n  scenarios:\n    calibrated:\n      mean: 0.0688241 # 100 issues\n      sd: 0.0227778\n',
    );
    expect(write('model: { scenarios: { calibrated: { sd: 0.03, mean: 0.01 } } }')).toBe(
      'model: { scenarios: { calibrated: { sd: 0.0227778, mean: 0.0688241 } }, scenario: calibrated }',
    );
  });

  it('mends a file that names the calibrated scenario and does not have it', () => {
    expect(write('model: { scenario: calibrated }\n')).toBe(
      `model: { scenario: calibrated, scenarios: ${braces} }\n`,
    );
  });

  it('twice is the same as once, also in a file that has everything', () => {
    const everything = readFileSync(
      new URL('../../fixtures/config/good/everything.yaml', import.meta.url),
      'utf8',
    );
    const once = write(everything);
    expect(write(once)).toBe(once);
    expect(parseCostModel(once, 'x', known).model.scenarios.calibrated?.value).toEqual({
      kind: 'normal',
      mean: 0.0688241,
      sd: 0.0227778,
    });
    // Nothing but the two figures has changed.
    expect(once.replace('mean: 0.0688241, sd: 0.0227778', 'mean: 0.05, sd: 0.02')).toBe(everything);
  });

  it.each(['model: 5\n', 'model: [\n', 'teem: {}\n', 'model: { scenarios: { calibrated: 3 } }\n'])(
    'is not written into a file with mistakes: %j',
    before => {
      expect(() => write(before)).toThrow(UserError);
    },
  );
});
