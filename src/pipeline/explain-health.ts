import type { ModelFile } from '../core/model-input.ts';
import { healthOf } from '../model/health.ts';
import type { ExplainContext } from './explain-context.ts';
import { measured } from './explain-figures.ts';

type MeasuredFile = ModelFile & Required<Pick<ModelFile, 'measure'>>;

/** Health deficit of a file, from its complexity and size. */
export function healthStep({ book, valuation }: ExplainContext, file: MeasuredFile, deficit: number): void {
  const { path, measure } = file;
  const { healthyDeficit, alertDeficit } = valuation.coefficients;
  book.step(
    'health',
    'Health',
    `How hard the code is to work in: complexity and size, each by the square of its logarithm. Healthy up to a deficit of ${healthyDeficit}, in the alert band above ${alertDeficit}. Fitted to Java files; TypeScript counts come out about a quarter lower, so this is rather too kind.`,
  );
  const at = measured(`parsed at ${valuation.snapshot.revision.slice(0, 7)}`);
  const cog = book.add({
    id: `${path}/cognitive`,
    symbol: 'cog',
    label: 'cognitive complexity, all functions and the top level',
    unit: 'points',
    value: measure.cognitive,
    source: at,
  });
  const loc = book.add({
    id: `${path}/loc`,
    symbol: 'loc',
    label: 'source lines, neither blank nor only comment',
    unit: 'lines',
    value: measure.loc,
    source: at,
  });
  const statements = book.add({
    id: `${path}/statements`,
    symbol: 'st',
    label: 'statements',
    unit: 'count',
    value: measure.statements,
    source: at,
  });
  const size = book.add({
    id: `${path}/size`,
    symbol: 'size',
    label: 'size that counts: data tables left out',
    unit: 'lines',
    value: measure.size,
    formula: 'min(loc, 10*st)',
    inputs: { loc, st: statements },
  });
  const d = book.add({
    id: `${path}/deficit`,
    symbol: 'D',
    label: 'health deficit',
    unit: 'points',
    value: deficit,
    formula: 'min(cap, w1*log(1 + cog/s1)^2 + w2*log(1 + size/s2)^2)',
    inputs: {
      cap: book.coefficient('deficitCap', 'cap'),
      w1: book.coefficient('deficitComplexityWeight', 'w1'),
      cog,
      s1: book.coefficient('deficitComplexityScale', 's1'),
      w2: book.coefficient('deficitSizeWeight', 'w2'),
      size,
      s2: book.coefficient('deficitSizeScale', 's2'),
    },
  });
  book.add({
    id: `${path}/health`,
    symbol: 'health',
    label: 'health, 1 (worst) to 10',
    unit: 'health',
    value: healthOf(deficit),
    formula: '10 - D',
    inputs: { D: d },
  });
}
