import type { Block, Document, Row, Section } from '../../core/document.ts';
import type { ExplainData, ExplainStep, FunctionExplained } from '../../core/explain.ts';
import type { Figure } from '../../core/figure.ts';
import type { Range } from '../../core/range.ts';
import { costClaim, type Scope, slowdownClaim } from '../claims.ts';
import { code, enumerated, figure, plainText, quoted, type Text } from '../inline.ts';
import { dayText, NBSP, plural } from '../numbers.ts';
import {
  about,
  costRangeText,
  costSentence,
  decisionLine,
  figureId,
  figureValue,
  flipsText,
  hardFact,
  paybackCell,
  type Speech,
  slowdownRangeText,
  slowdownSentence,
  sourceText,
} from '../words.ts';
import { speechOf, titled } from './head.ts';
import { forAudience, type ViewOptions } from './view.ts';
import { warningSection } from './warnings.ts';

/** The whole chain from raw counts to money, each figure with its formula and its source, then the evidence. */
export function explainView(data: ExplainData, options: ViewOptions): Document {
  const speech = speechOf(data, options.locale);
  const sections: Section[] = [
    warningSection(data.warnings),
    {
      id: 'subject',
      audience: 'both',
      blocks: [...subjectBlocks(speech, data), ...answerBlocks(speech, data)],
    },
    ...data.steps.map((step, index) => stepSection(speech, step, index + 1)),
    {
      id: 'functions',
      title: 'Functions that carry it',
      audience: 'both',
      blocks: functionBlocks(speech, data.functions),
    },
    {
      id: 'coupling',
      title: 'What usually changes with it',
      audience: 'both',
      blocks: couplingBlocks(speech, data),
    },
    {
      id: 'commits',
      title: 'Commits behind the counts',
      audience: 'both',
      blocks: commitBlocks(speech, data),
    },
    {
      id: 'sensitivity',
      title: 'What if an assumption is wrong',
      audience: 'both',
      blocks: sensitivityBlocks(speech, data),
    },
  ];
  return {
    command: data.command,
    title: titled(speech, data.repository, 'explain'),
    sections: forAudience(sections, options.audience),
    data,
  };
}

function subjectBlocks(speech: Speech, data: ExplainData): readonly Block[] {
  const { people } = data;
  const lines: Text[] = [subjectLine(speech, data)];
  const owners: Text =
    people.owners.length === 0
      ? []
      : ['; owner: ', ...enumerated(people.owners.map(owner => [quoted(owner)]))];
  const last = people.lastChanged === null ? '' : `, last on ${dayText(people.lastChanged)}`;
  lines.push([
    `Changed by ${plural(speech.numbers, people.authors, 'person', 'people')} inside the window${last}`,
    ...owners,
    '.',
  ]);
  if (data.decision !== undefined) lines.push(decisionLine(data.decision));
  return lines.map((text): Block => ({ kind: 'paragraph', text }));
}

/** The answer before its reasons: the same sentences as the report has, from the figures of the chain. */
function answerBlocks(speech: Speech, data: ExplainData): readonly Block[] {
  const scope = scopeOf(data);
  if (scope === undefined) return [];
  const figures = new Map(data.steps.flatMap(step => step.figures).map(entry => [entry.id, entry.value]));
  const rangeAt = (quantity: string, main: 'mean' | 'p50'): Range | undefined => {
    const id = figureId(scope, quantity);
    const at = (point: keyof Range) => figures.get(point === main ? id : `${id}/${point}`);
    const range = { p10: at('p10'), p50: at('p50'), p90: at('p90'), mean: at('mean') };
    return Object.values(range).every(value => typeof value === 'number') ? (range as Range) : undefined;
  };
  const extra = rangeAt('slowdown', 'p50');
  const hours = rangeAt('hours', 'mean');
  const money = rangeAt('money', 'mean');
  const capacity = figures.get('headline/capacityHours');
  const rows: { readonly label: Text; readonly value?: Text }[] = [];
  if (extra) {
    const claim = slowdownClaim(scope, data.scenario, extra);
    rows.push({ label: slowdownSentence(speech, claim), value: slowdownRangeText(speech, claim) });
  }
  if (hours && typeof capacity === 'number') {
    const claim = costClaim(scope, data.scenario, { hours, ...(money && { money }) });
    // The chain begins with all hours for existing code; those in code are the part that a report speaks of.
    const label = costSentence(speech, claim, capacity, 'engineer-hours for existing code');
    rows.push({ label, value: costRangeText(speech, claim) });
  }
  if (scope.kind === 'file') {
    const fix = figures.get(figureId(scope, 'fixHours'));
    const weeks = figures.get(figureId(scope, 'payback'));
    if (typeof fix === 'number' && weeks !== undefined) {
      const payback =
        typeof weeks === 'number' ? ({ kind: 'weeks', weeks } as const) : ({ kind: 'never' } as const);
      rows.push({
        label: [
          'Fixing it takes ',
          ...about(speech.numbers.hours(fix), figureId(scope, 'fixHours')),
          ...(payback.kind === 'weeks'
            ? [', pays back in ', ...about(paybackCell(speech, payback), figureId(scope, 'payback'))]
            : ['; payback: ', figure(paybackCell(speech, payback), figureId(scope, 'payback'))]),
        ],
      });
    }
  }
  return rows.length === 0 ? [] : [{ kind: 'facts', rows }];
}

function scopeOf({ subject, repository }: ExplainData): Scope | undefined {
  switch (subject.kind) {
    case 'file':
      return { kind: 'file', path: subject.path };
    case 'value-stream':
      return { kind: 'value-stream', name: subject.name };
    case 'headline':
      return { kind: 'repository', name: repository.name };
    case 'roadmap-item':
    case 'plan':
      return undefined;
  }
}

function subjectLine(speech: Speech, { subject, scenario }: ExplainData): Text {
  const under = ` · scenario: ${scenario}`;
  switch (subject.kind) {
    case 'file': {
      const streams: Text =
        subject.valueStreams.length === 0
          ? []
          : [', part of ', ...enumerated(subject.valueStreams.map(name => [quoted(name)]))];
      const before = subject.names.slice(1);
      const names: Text =
        before.length === 0 ? [] : ['; earlier ', ...enumerated(before.map(name => [code(name)]))];
      return [
        ...(subject.rank === undefined ? [] : [`Item${NBSP}${subject.rank}: `]),
        code(subject.path),
        ...streams,
        ...names,
        under,
      ];
    }
    case 'value-stream':
      return [
        'Value stream ',
        quoted(subject.name),
        ': ',
        ...enumerated(subject.paths.map(path => [code(path)])),
        under,
      ];
    case 'roadmap-item':
      return [
        'Roadmap item ',
        quoted(subject.id),
        ': ',
        quoted(subject.title),
        ...Object.entries(subject.touches).flatMap(
          ([name, share]): Text => [
            ', ',
            quoted(name),
            ` ${speech.numbers.share({ kind: 'share', of: 'the item', value: share })}`,
          ],
        ),
        under,
      ];
    case 'headline':
      return ['The whole repository', under];
    case 'plan':
      return ['The plan within ', quoted(subject.capacity), under];
  }
}

/** Figures of the method itself: they stand below the table, once for each source, so that the table is the chain. */
const isCoefficient = (entry: Figure): boolean =>
  entry.source.kind === 'default' && entry.formula === undefined;

function stepSection(speech: Speech, step: ExplainStep, number: number): Section {
  const coefficients = step.figures.filter(isCoefficient);
  const chain = step.figures.filter(entry => !isCoefficient(entry));
  return {
    id: `step-${step.id}`,
    title: `${number}. ${step.title}`,
    audience: 'both',
    blocks: [
      ...(step.text === '' ? [] : [{ kind: 'paragraph', text: [quoted(step.text)] } as const]),
      ...(chain.length === 0 ? [] : [figuresTable(speech, step, chain, coefficients)]),
      ...coefficientBlocks(speech, coefficients),
    ],
  };
}

function figuresTable(
  speech: Speech,
  step: ExplainStep,
  chain: readonly Figure[],
  coefficients: readonly Figure[],
): Block {
  const below = new Map(coefficients.map(entry => [entry.symbol, entry.id]));
  return {
    kind: 'table',
    id: `figures-${step.id}`,
    columns: [
      { title: 'Figure', align: 'left', priority: 0, content: 'text' },
      { title: 'Value', align: 'left', priority: 0, content: 'text' },
      { title: 'From', align: 'left', priority: 1, content: 'text' },
    ],
    rows: chain.map((entry): Row => figureRow(speech, entry, below)),
  };
}

/** `With w1 = 0.518 (health deficit per squared log of complexity): default: fitted to …`. */
function coefficientBlocks(speech: Speech, coefficients: readonly Figure[]): readonly Block[] {
  const bySource = new Map<string, Figure[]>();
  for (const entry of coefficients) {
    const source = plainText(sourceText(speech, entry.source));
    const group = bySource.get(source);
    if (group) group.push(entry);
    else bySource.set(source, [entry]);
  }
  if (bySource.size === 0) return [];
  return [
    {
      kind: 'list',
      items: [...bySource.values()].map(
        (group): Text => [
          'With ',
          ...enumerated(
            group.map(
              (entry): Text => [
                code(entry.symbol),
                ' = ',
                ...valueText(speech, entry),
                ' (',
                quoted(entry.label),
                ')',
              ],
            ),
          ),
          '; ',
          ...sourceText(speech, group[0]!.source),
        ],
      ),
    },
  ];
}

function figureRow(speech: Speech, entry: Figure, below: ReadonlyMap<string, string>): Row {
  const inputs = Object.entries(entry.inputs).filter(
    ([symbol, id]) => !id.endsWith(`/${symbol}`) && below.get(symbol) !== id,
  );
  const where: Text =
    inputs.length === 0
      ? []
      : [', where ', ...enumerated(inputs.map(([symbol, id]) => [`${symbol} is `, code(id)]))];
  return {
    cells: [
      { text: [quoted(entry.label)] },
      { text: valueText(speech, entry) },
      { text: sourceText(speech, entry.source) },
    ],
    notes: entry.formula === undefined ? [] : [[code(`${entry.symbol} = ${entry.formula}`), ...where]],
    key: entry.id,
  };
}

const valueText = (speech: Speech, entry: Figure): Text => {
  const text = figureValue(speech, entry);
  const [only] = text;
  return text.length === 1 && typeof only === 'string' ? [figure(only, entry.id)] : text;
};

function functionBlocks(speech: Speech, functions: readonly FunctionExplained[]): readonly Block[] {
  const { numbers } = speech;
  if (functions.length === 0) return [];
  return [
    {
      kind: 'list',
      items: functions.map(
        (fn): Text => [
          code(fn.name),
          ' (',
          code(`${fn.path}:${fn.line}`),
          `): ${fn.why.length === 0 ? `cognitive${NBSP}${numbers.count(fn.cognitive)}` : fn.why.map(fact => hardFact(speech, fact)).join(', ')}; `,
          `${plural(numbers, fn.changes, 'change', 'changes')}, ${plural(numbers, fn.fixes, 'fix commit', 'fix commits')}`,
        ],
      ),
    },
  ];
}

function couplingBlocks(speech: Speech, data: ExplainData): readonly Block[] {
  if (data.coupling.length === 0) return [];
  return [
    {
      kind: 'list',
      items: data.coupling.map(
        (entry): Text => [
          code(entry.path),
          `: in ${plural(speech.numbers, entry.shared, 'commit', 'commits')} together, ${speech.numbers.share({ kind: 'share', of: 'commits that touch either', value: entry.degree })} of those that touch either`,
        ],
      ),
    },
  ];
}

function commitBlocks(speech: Speech, data: ExplainData): readonly Block[] {
  const { total, listed } = data.commits;
  if (total === 0) return [];
  const { numbers } = speech;
  return [
    {
      kind: 'table',
      id: 'commits',
      caption:
        listed.length < total
          ? `Newest ${numbers.count(listed.length)} of ${numbers.count(total)}`
          : `All ${numbers.count(total)}`,
      columns: [
        { title: 'Landed', align: 'left', priority: 0, content: 'figure' },
        { title: 'Commit', align: 'left', priority: 1, content: 'figure' },
        { title: 'Lines', align: 'right', priority: 2, content: 'figure' },
        { title: 'Kind', align: 'left', priority: 0, content: 'figure' },
        { title: 'Subject', align: 'left', priority: 0, content: 'text' },
      ],
      rows: listed.map(commit => ({
        cells: [
          { text: [dayText(commit.landed)], sort: commit.landed },
          { text: [code(commit.id.slice(0, 7))] },
          {
            text: [`+${numbers.count(commit.added)} −${numbers.count(commit.deleted)}`],
            sort: commit.added + commit.deleted,
          },
          { text: [commit.fix ? 'fix' : 'change'] },
          { text: [quoted(commit.subject)] },
        ],
        key: commit.id,
      })),
    },
  ];
}

function sensitivityBlocks(speech: Speech, data: ExplainData): readonly Block[] {
  if (data.sensitivity.length === 0) return [];
  const { numbers } = speech;
  const end = (side: ExplainData['sensitivity'][number]['low']): Text => [
    numbers.hours(side.hours),
    ' at ',
    quoted(typeof side.value === 'number' ? numbers.exact(side.value) : side.value),
  ];
  return [
    {
      kind: 'list',
      items: data.sensitivity.map(
        (row): Text => [
          quoted(row.assumption),
          ': ',
          ...end(row.low),
          ', ',
          ...end(row.high),
          `; ${flipsText(row)}`,
        ],
      ),
    },
  ];
}
