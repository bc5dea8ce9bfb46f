/**
 * What tools that review code show beside a line: one finding for each debt item, and one for each function that is hard
 * to follow. Made from the data, so that no text has to be parsed.
 */
import { createHash } from 'node:crypto';
import type { DiffData } from '../../core/diff.ts';
import { UserError } from '../../core/errors.ts';
import type { InspectData } from '../../core/inspect.ts';
import type { DebtItem, ReportData } from '../../core/report.ts';
import { costClaim, type Scope, slowdownClaim } from '../claims.ts';
import { plainText } from '../inline.ts';
import { NBSP } from '../numbers.ts';
import { costCell, slowdownCell, speechFor, verdictReason } from '../words.ts';

export type FindingRule = 'debt-item' | 'hard-function' | 'gate';
export type FindingLevel = 'error' | 'warning' | 'note';

export interface Finding {
  readonly rule: FindingRule;
  readonly level: FindingLevel;
  readonly path: string;
  /** 1-based, inclusive; 1 when the finding is about the whole file. */
  readonly line: number;
  readonly endLine: number;
  /** Own words and inert figures; paths and names in it are untrusted. */
  readonly text: string;
  /** 64 hex digits: the same finding in a later run, in another line, under another path. */
  readonly fingerprint: string;
  /** Figures for machines. */
  readonly figures: Readonly<Record<string, number | string>>;
}

/** Cognitive complexity above which a function is a finding of its own. */
const HARD = 15;
/** Longer messages are refused by some viewers. */
const LONGEST = 4000;

/** Commands that speak of lines of code. */
export const hasFindings = (command: string): boolean => ['report', 'diff', 'inspect'].includes(command);

/** @throws {UserError} a command that has nothing to show beside a line */
export function findingsOf(data: unknown, format: string): readonly Finding[] {
  const result = data as ReportData | DiffData | InspectData;
  switch (result.command) {
    case 'report':
      return distinct(result.items.flatMap(item => itemFindings(result, item)));
    case 'diff':
      return distinct(diffFindings(result));
    case 'inspect':
      return distinct(result.files.flatMap(inspectedFindings));
    default:
      throw new UserError({
        code: 'bad-option',
        what: `${(data as { command?: string }).command ?? 'this command'} has nothing to show beside a line of code`,
        where: format,
        fix: `use ${format} with report, diff or inspect`,
      });
  }
}

/**
 * The same through renames and moved lines: the first path a file ever had with the time it came to be (two files can
 * have had one path, one after the other), and the function's name. Never a line number.
 */
export const fingerprintOf = (rule: string, identity: string, name = ''): string =>
  createHash('sha256').update(`${rule}\0${identity}\0${name}`).digest('hex');

export const identityOf = (item: Pick<DebtItem, 'path' | 'origin'>): string =>
  item.origin === undefined ? item.path : `${item.origin.path}\0${item.origin.at}`;

/** Functions of one name in one file are told apart by their order. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map(finding => {
    const times = seen.get(finding.fingerprint) ?? 0;
    seen.set(finding.fingerprint, times + 1);
    return times === 0
      ? finding
      : { ...finding, fingerprint: fingerprintOf(finding.rule, finding.fingerprint, String(times)) };
  });
}

const levels = {
  'worth-it': 'warning',
  'not-yet': 'note',
  'do-not-refactor': 'note',
} as const satisfies Record<DebtItem['economics']['verdict'], FindingLevel>;

function itemFindings(data: ReportData, item: DebtItem): readonly Finding[] {
  const speech = speechFor({
    locale: 'en',
    days: data.horizon.days,
    ...(data.currency === undefined ? {} : { currency: data.currency }),
  });
  const scope: Scope = { kind: 'file', path: item.path };
  const slowdown = plainText(slowdownCell(speech, slowdownClaim(scope, data.scenario, item.slowdown)));
  const cost = plainText(costCell(speech, costClaim(scope, data.scenario, item)));
  const reason = plainText(verdictReason(speech, item.economics.reason));
  const hardest = item.functions[0];
  const identity = identityOf(item);
  return [
    {
      rule: 'debt-item',
      level: levels[item.economics.verdict],
      path: item.path,
      line: hardest?.line ?? 1,
      endLine: hardest?.endLine ?? 1,
      text: spaced(
        `Debt item ${item.rank}: work here takes ${slowdown} longer than in healthy code and costs ${cost} per ${speech.horizon.per} (80 % ranges, scenario: ${data.scenario}). ${verdictWords[item.economics.verdict]}: ${reason}.`,
      ),
      fingerprint: fingerprintOf('debt-item', identity),
      figures: {
        rank: item.rank,
        scenario: data.scenario,
        health: rounded(item.health),
        slowdownMedian: rounded(item.slowdown.p50),
        slowdownP10: rounded(item.slowdown.p10),
        slowdownP90: rounded(item.slowdown.p90),
        costHoursMean: rounded(item.hours.mean),
        costHoursP10: rounded(item.hours.p10),
        costHoursP90: rounded(item.hours.p90),
        fixHoursMean: rounded(item.economics.fix.hours.mean),
        verdict: item.economics.verdict,
      },
    },
    ...item.functions
      .filter(fn => fn.cognitive > HARD)
      .map(fn => hardFunction(item.path, identity, fn, levels[item.economics.verdict])),
  ];
}

const verdictWords = {
  'worth-it': 'Worth fixing',
  'not-yet': 'Not yet',
  'do-not-refactor': 'Better left alone',
} as const;

function hardFunction(
  path: string,
  identity: string,
  fn: {
    readonly name: string;
    readonly line: number;
    readonly endLine: number;
    readonly cognitive: number;
    readonly nesting: number;
  },
  level: FindingLevel,
): Finding {
  return {
    rule: 'hard-function',
    level,
    path,
    line: fn.line,
    endLine: fn.endLine,
    text: `${fn.name} is hard to follow: cognitive complexity ${fn.cognitive} (limit ${HARD}), ${fn.nesting} levels deep.`,
    fingerprint: fingerprintOf('hard-function', identity, fn.name),
    figures: { cognitive: fn.cognitive, nesting: fn.nesting },
  };
}

function inspectedFindings(file: InspectData['files'][number]): readonly Finding[] {
  return file.functions
    .filter(fn => fn.cognitive > HARD)
    .map(fn => hardFunction(file.path, file.path, fn, 'warning'));
}

/** A gate that was breached, and functions that this change made hard. */
function diffFindings(data: DiffData): readonly Finding[] {
  const breaches = data.breaches.map((breach): Finding => {
    // A limit on the whole change, or on a value stream, is shown where the change costs most.
    const line = breach.line ?? 1;
    return {
      rule: 'gate',
      level: data.warnOnly ? 'warning' : 'error',
      path: breach.path ?? data.files[0]?.path ?? '',
      line,
      endLine: line,
      text: spaced(`${breach.text} ${breach.fix}`),
      fingerprint: fingerprintOf('gate', breach.gate, breach.where),
      figures: { limit: breach.limit, actual: rounded(breach.actual), unit: breach.unit },
    };
  });
  const functions = data.files.flatMap(file =>
    file.functions
      .filter(fn => fn.change === 'new-above' || fn.change === 'risen-above')
      .map(
        (fn): Finding => ({
          rule: 'hard-function',
          level: 'warning',
          path: file.path,
          line: fn.line,
          endLine: fn.line,
          text: `${fn.name} is hard to follow: cognitive complexity ${fn.after ?? 0} (limit ${HARD})${fn.before === undefined ? ', new in this change' : `, was ${fn.before}`}.`,
          fingerprint: fingerprintOf('hard-function', file.from ?? file.path, fn.name),
          figures: { cognitive: fn.after ?? 0 },
        }),
      ),
  );
  return [...breaches.filter(finding => finding.path !== ''), ...functions];
}

const rounded = (value: number): number => Number(value.toPrecision(9));
const spaced = (text: string): string => text.replaceAll(NBSP, ' ').slice(0, LONGEST);
