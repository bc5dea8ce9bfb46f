import type { Setting } from '../core/cost-model.ts';
import type { ExplainStep } from '../core/explain.ts';
import type { Figure, FigureSource, FigureUnit } from '../core/figure.ts';
import type { Range } from '../core/range.ts';
import { type CoefficientName, coefficientInfo, coefficientSettings } from '../model/coefficients.ts';
import type { Valuation } from './valuation.ts';

/** A figure before it is written down; what is left out is computed, and has no inputs. */
export interface FigureDraft {
  readonly id: string;
  readonly symbol: string;
  readonly label: string;
  readonly value: number | string | null | ArrayLike<number>;
  readonly unit: FigureUnit;
  readonly scenario?: string;
  readonly formula?: string;
  /** Symbol in the formula to figure id. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly source?: FigureSource;
}

/** Four figures of one unknown: what a screen prints under `id`, and the rest of its range below that id. */
export interface RangeDraft extends Omit<FigureDraft, 'value' | 'formula'> {
  readonly range: Range;
  /** Which of the four a screen prints under the id itself. */
  readonly main: 'mean' | 'p50';
  readonly mean: string;
  /** Formula of a quantile, given its level. */
  readonly quantile: (level: number) => string;
}

/** The chain while it is being written: steps in order, each figure once, in the step that needs it first. */
export interface FigureBook {
  step(id: string, title: string, text: string): void;
  /** @returns the id, so that it can be handed on as an input */
  add(draft: FigureDraft): string;
  addRange(draft: RangeDraft): string;
  /** One list with a value for each simulated world. */
  draws(draft: Omit<FigureDraft, 'source'>): string;
  coefficient(name: CoefficientName, symbol: string): string;
  setting(id: string, symbol: string, label: string, unit: FigureUnit, setting: Setting<number>): string;
  has(id: string): boolean;
  /** Puts these steps first, in this order: what a reader looks for may rest on what was written before it. */
  arrange(first: readonly string[]): void;
  steps(): readonly ExplainStep[];
}

const COMPUTED: FigureSource = { kind: 'computed' };

export function createFigureBook(valuation: Valuation): FigureBook {
  const { worlds } = valuation.pricing;
  const simulated: FigureSource = { kind: 'simulated', worlds: worlds.count, seed: worlds.seed };
  const settings = coefficientSettings(valuation.costModel.model);
  const known = new Set<string>();
  const steps: { id: string; title: string; text: string; figures: Figure[] }[] = [];

  const add = (draft: FigureDraft): string => {
    if (known.has(draft.id)) return draft.id;
    known.add(draft.id);
    const { id, symbol, label, value, unit, scenario, formula, inputs, source } = draft;
    steps.at(-1)!.figures.push({
      id,
      symbol,
      label,
      value: typeof value === 'object' && value !== null ? Array.from(value) : value,
      unit,
      ...(scenario !== undefined && { scenario }),
      ...(formula !== undefined && { formula }),
      inputs: inputs ?? {},
      source: source ?? COMPUTED,
    });
    return id;
  };
  const setting = (id: string, symbol: string, label: string, unit: FigureUnit, from: Setting<number>) =>
    add({ id, symbol, label, unit, value: from.value, source: sourceOf(from) });

  return {
    step: (id, title, text) => void steps.push({ id, title, text, figures: [] }),
    add,
    addRange: draft => {
      const { range, main, mean, quantile, ...rest } = draft;
      const formulas = { mean, p10: quantile(0.1), p50: quantile(0.5), p90: quantile(0.9) };
      const usedIn = (formula: string) => ({
        formula,
        inputs: Object.fromEntries(
          Object.entries(rest.inputs ?? {}).filter(([symbol]) => new RegExp(`\\b${symbol}\\b`).test(formula)),
        ),
      });
      add({ ...rest, value: range[main], ...usedIn(formulas[main]) });
      for (const point of ['p10', 'p50', 'p90', 'mean'] as const) {
        if (point === main) continue;
        add({
          ...rest,
          id: `${rest.id}/${point}`,
          symbol: `${rest.symbol}_${point}`,
          label: `${rest.label}, ${pointWords[point]}`,
          value: range[point],
          ...usedIn(formulas[point]),
        });
      }
      return rest.id;
    },
    draws: draft => add({ ...draft, source: draft.formula === undefined ? simulated : COMPUTED }),
    setting,
    coefficient: (name, symbol) => {
      const { meaning, unit } = coefficientInfo[name];
      return setting(`model/${name}`, symbol, `${meaning} (${unit})`, 'ratio', settings[name]);
    },
    has: id => known.has(id),
    arrange: first => {
      const place = (id: string) => (first.includes(id) ? first.indexOf(id) : first.length);
      steps.sort((a, b) => place(a.id) - place(b.id));
    },
    steps: () => steps.filter(step => step.figures.length > 0 || step.text !== ''),
  };
}

const pointWords = { p10: '10 % point', p50: 'median', p90: '90 % point', mean: 'mean' } as const;

export function sourceOf({ origin }: Setting<unknown>): FigureSource {
  switch (origin.kind) {
    case 'configured':
      return { kind: 'configured', place: origin.place };
    case 'measured':
      return { kind: 'measured', from: origin.how };
    case 'default':
      return { kind: 'default', citation: origin.why };
  }
}

export const measured = (from: string): FigureSource => ({ kind: 'measured', from });
/** A number of the method itself: a limit, a level, a unit. */
export const convention = (citation: string): FigureSource => ({ kind: 'default', citation });
