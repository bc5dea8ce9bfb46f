import type { ExplainData } from '../core/explain.ts';
import { FORMAT_VERSION, type SensitivityRow } from '../core/report.ts';
import { decisionFor } from './decisions.ts';
import type { ExplainContext } from './explain-context.ts';
import { commitsBehind, coupledWith, functionsOf, peopleBehind } from './explain-evidence.ts';
import { createFigureBook } from './explain-figures.ts';
import { explainFile } from './explain-file.ts';
import { explainHeadline } from './explain-headline.ts';
import { notation } from './explain-notation.ts';
import { explainPlan } from './explain-plan.ts';
import { explainRoadmapItem } from './explain-roadmap.ts';
import { explainStream } from './explain-stream.ts';
import { resolveSubject, type Subject } from './explain-subject.ts';
import { currencyOf, repositoryFacts } from './facts.ts';
import { orderItems } from './report.ts';
import { roadmapPricing } from './roadmap.ts';
import { headlineSensitivity } from './sensitivity.ts';
import type { Snapshot } from './snapshot.ts';
import { debtOf, type Valuation, value } from './valuation.ts';

export interface ExplainOptions {
  readonly version: string;
}

/** Functions shown for a file, and in all for what holds many files. */
const FUNCTIONS_OF_FILE = 40;

/** Answers for one snapshot, priced once. */
export interface Explainer {
  readonly valuation: Valuation;
  /**
   * Every step from raw count to money, for one subject.
   * @param item a rank, a path, a value stream, a roadmap id, `headline`, or `plan` with a capacity
   * @throws {UserError} `no-such-item`, with suggestions
   */
  explain(item: string): ExplainData;
}

export function explainer(snapshot: Snapshot, options: ExplainOptions): Explainer {
  const listed = value(snapshot);
  const planned = roadmapPricing(listed);
  const rows = headlineSensitivity(listed);
  return {
    valuation: listed,
    explain: item => {
      const subject = resolveSubject(item, snapshot, () => listed);
      const valuation = withItem(listed, subject);
      const context: ExplainContext = { valuation, planned, book: createFigureBook(valuation) };
      const about = write(context, subject, rows);
      return {
        formatVersion: FORMAT_VERSION,
        tool: { name: 'debtcast', version: options.version },
        command: 'explain',
        repository: repositoryFacts(snapshot),
        ...about,
        scenario: valuation.pricing.scenario,
        ...currencyOf(valuation.costModel),
        steps: context.book.steps(),
        sensitivity: rows,
        warnings: snapshot.warnings,
        notation,
      };
    },
  };
}

/** A debt item far down the list is simulated too when it is asked for. */
function withItem(valuation: Valuation, subject: Subject): Valuation {
  if (subject.kind !== 'file') return valuation;
  const { pricing, coefficients, items, snapshot, itemsTotal } = valuation;
  const known = items.some(({ file }) => file.path === subject.path);
  const isDebt = debtOf(pricing, coefficients).some(({ path }) => path === subject.path);
  return isDebt && !known ? value(snapshot, itemsTotal) : valuation;
}

type About = Pick<ExplainData, 'subject' | 'functions' | 'commits' | 'coupling' | 'people' | 'decision'>;

function write(context: ExplainContext, subject: Subject, rows: readonly SensitivityRow[]): About {
  switch (subject.kind) {
    case 'file':
      return aboutFile(context, subject);
    case 'value-stream':
      return explainStream(context, subject.index);
    case 'roadmap-item':
      return explainRoadmapItem(context, subject.id);
    case 'headline':
      return explainHeadline(context, rows);
    case 'plan':
      return explainPlan(context, subject.capacity);
  }
}

function aboutFile(context: ExplainContext, subject: Extract<Subject, { kind: 'file' }>): About {
  const { valuation } = context;
  const { snapshot } = valuation;
  const { path } = subject;
  explainFile(context, path);
  const past = snapshot.pastOf.get(path);
  const files = past ? [past] : [];
  const streams = valuation.files.get(path)!.streams.map(index => snapshot.streams.list[index]!);
  const place = orderItems(valuation, { sort: 'cost', only: [] }).findIndex(({ file }) => file.path === path);
  const decision = decisionFor(snapshot, path);
  const functions = functionsOf(snapshot, path);
  return {
    subject: {
      kind: 'file',
      path,
      ...(place >= 0 && { rank: place + 1 }),
      names: past?.names ?? [path],
      valueStreams: streams.map(({ name }) => name),
    },
    functions:
      subject.function === undefined
        ? functions.slice(0, FUNCTIONS_OF_FILE)
        : functions.filter(({ name }) => name === subject.function),
    commits: commitsBehind(snapshot, files),
    coupling: coupledWith(snapshot, new Set([path])),
    people: peopleBehind(
      snapshot,
      files,
      streams.flatMap(({ owner }) => owner ?? []),
    ),
    ...(decision && { decision }),
  };
}
