import type { ExplainData } from '../core/explain.ts';

/** An explanation without the values of simulated lists: ids and formulas stay. */
export function withoutDraws(data: ExplainData): ExplainData {
  const figures = data.steps.flatMap(step => step.figures);
  const worlds = figures.flatMap(({ source }) => (source.kind === 'simulated' ? [source.worlds] : []))[0];
  return {
    ...data,
    steps: data.steps.map(step => ({
      ...step,
      figures: step.figures.map(figure =>
        isDraws(figure.value, worlds) ? { ...figure, value: null } : figure,
      ),
    })),
  };
}

/** One value for each world, or for several pairings of them. */
const isDraws = (value: unknown, worlds: number | undefined): boolean =>
  Array.isArray(value) && worlds !== undefined && value.length >= worlds && value.length % worlds === 0;
