import { expect, test } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import {
  coefficientInfo,
  coefficientNames,
  coefficientSettings,
  resolveCoefficients,
} from '../../src/model/coefficients.ts';
import { defaultScenarios, resolveScenarios, scenarioNamed } from '../../src/model/scenarios.ts';

const configured = (value: number) =>
  ({ value, origin: { kind: 'configured', place: 'debt.config.yaml:7' } }) as const;

test('an override replaces its coefficient and keeps its place', () => {
  const overrides = { fixRateGamma: configured(0.2) };
  expect(resolveCoefficients({ overrides }).fixRateGamma).toBe(0.2);
  expect(resolveCoefficients({ overrides }).fixRateGammaSd).toBe(0.045);
  expect(coefficientSettings({ overrides }).fixRateGamma).toEqual(configured(0.2));
  expect(coefficientSettings({ overrides }).minutesPerLine.origin.kind).toBe('default');
});

test('everything wrong is said at once, with its place', () => {
  const overrides = {
    fixRateGama: configured(0.2),
    streamDecay: configured(1.5),
    fileDecay: configured(Number.NaN),
  };
  try {
    resolveCoefficients({ overrides });
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    const { problems } = error as UserError;
    expect(problems.map(p => p.code)).toEqual([
      'unknown-coefficient',
      'coefficient-out-of-range',
      'coefficient-out-of-range',
    ]);
    expect(problems.every(p => p.where === 'debt.config.yaml:7')).toBe(true);
  }
});

test('names of the prototype are not coefficients', () => {
  expect(() => resolveCoefficients({ overrides: { constructor: configured(1) } })).toThrow(
    /not a coefficient/,
  );
});

test('each default lies in its allowed range and says where it comes from', () => {
  for (const name of coefficientNames) {
    const info = coefficientInfo[name];
    expect(info.default, name).toBeGreaterThanOrEqual(info.min);
    expect(info.default, name).toBeLessThanOrEqual(info.max);
    expect(info.citation.length, name).toBeGreaterThan(20);
  }
});

test('scenarios: configured ones replace the published, calibrated exists only once written', () => {
  expect(defaultScenarios.calibrated).toBeUndefined();
  const mine = { kind: 'normal', mean: 0.06, sd: 0.02 } as const;
  const resolved = resolveScenarios({
    scenarios: { calibrated: { value: mine, origin: { kind: 'measured', how: 'issues' } } },
  });
  expect(scenarioNamed(resolved, 'calibrated')).toEqual(mine);
  expect(scenarioNamed(resolved, 'evidence')).toEqual({ kind: 'normal', mean: 0.04, sd: 0.035 });
  expect(() => scenarioNamed(defaultScenarios, 'calibrated')).toThrow(UserError);
});
