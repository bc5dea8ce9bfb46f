/** Sentences and cells about slowdown, hours and money. */
import { type CostClaim, LEVEL, type Scope, type SlowdownClaim } from '../claims.ts';
import { figure, quoted, type Text, term } from '../inline.ts';
import { NBSP, NONE } from '../numbers.ts';
import type { Speech } from './speech.ts';

/** The id under which `explain` finds a figure again. */
export function figureId(scope: Scope, quantity: string): string {
  switch (scope.kind) {
    case 'file':
      return `${scope.path}/${quantity}`;
    case 'value-stream':
      return `${scope.name}/${quantity}`;
    case 'change':
      return `change/${quantity}`;
    case 'repository':
    case 'repositories':
      return `headline/${quantity}`;
  }
}

/** `about 12 h`, `under 0.1 h`, `nothing`: a rounded figure within a sentence. */
export const about = (shown: string, id: string): Text =>
  shown === NONE
    ? [figure('nothing', id)]
    : [...(shown.startsWith('under') ? [] : ['about ']), figure(shown, id)];

const whereWords = (scope: Scope): string =>
  scope.kind === 'repository' || scope.kind === 'repositories' ? 'Work in code' : 'Work there';

/** `Work in code takes about 7 % longer than in healthy code`. */
export function slowdownSentence(speech: Speech, claim: SlowdownClaim): Text {
  const shown = speech.numbers.slowdown(claim);
  if (shown === NONE) return [`${whereWords(claim.scope)} takes about as long as in healthy code`];
  return [
    `${whereWords(claim.scope)} takes `,
    ...about(shown, figureId(claim.scope, 'slowdown')),
    ' longer than in ',
    term('healthy code', 'health'),
  ];
}

/** `80 % range none–17 %`. */
export function slowdownRangeText(speech: Speech, claim: SlowdownClaim): Text {
  return [
    `${LEVEL}${NBSP}%${NBSP}range `,
    figure(speech.numbers.slowdownRange(claim), figureId(claim.scope, 'slowdown')),
  ];
}

/** `+27 % (none–61)`: for a table whose caption names level and scenario. */
export function slowdownCell(speech: Speech, claim: SlowdownClaim): Text {
  const shown = speech.numbers.slowdownAdded(claim);
  const bounds = speech.numbers.slowdownBounds(claim);
  const text = shown === NONE && bounds === NONE ? NONE : `${shown}${NBSP}(${bounds})`;
  return [figure(text, figureId(claim.scope, 'slowdown'))];
}

/**
 * `Costs 190 of 2,900 engineer-hours in code, about €16,000`: expected values.
 * @param whole what the hours are that the cost is a part of
 */
export function costSentence(
  speech: Speech,
  claim: CostClaim,
  wholeHours: number,
  whole = 'engineer-hours in code',
): Text {
  const { numbers } = speech;
  const capacity = `${numbers.plain(wholeHours)}${NBSP}${whole}`;
  if (claim.hours.mean <= 0) return [`No extra hours are expected, of ${capacity}`];
  const hours = numbers.hours(claim.hours.mean).replace(`${NBSP}h`, '');
  return [
    'Costs ',
    figure(hours, figureId(claim.scope, 'hours')),
    ` of ${capacity}`,
    ...(claim.money === undefined
      ? []
      : [', ', ...about(numbers.money(claim.money.mean), figureId(claim.scope, 'money'))]),
  ];
}

/** `none–€36,000`, or hours when there is no rate. */
export function costRangeText(speech: Speech, claim: CostClaim): Text {
  const { numbers } = speech;
  return claim.money === undefined
    ? [figure(numbers.hoursRange(claim.hours), figureId(claim.scope, 'hours'))]
    : [figure(numbers.moneyRange(claim.money), figureId(claim.scope, 'money'))];
}

/** `€3,900 (none–8.1k)`, or `46 h (none–96)` when there is no rate: expected value and range. */
export function costCell(speech: Speech, claim: CostClaim, part: '' | 'withRoadmap/' = ''): Text {
  const { numbers } = speech;
  const range = claim.money ?? claim.hours;
  const shown = claim.money === undefined ? numbers.hours(range.mean) : numbers.money(range.mean);
  const bounds = numbers.shortBounds(range);
  const text = shown === NONE && bounds === NONE ? NONE : `${shown}${NBSP}(${bounds})`;
  return [figure(text, figureId(claim.scope, `${part}${claim.money === undefined ? 'hours' : 'money'}`))];
}

/** `nothing to €36,000`: a range for people who do not read dashes. */
export function plainRange(low: string, high: string): string {
  const from = low === NONE ? 'nothing' : low;
  const to = high === NONE ? 'nothing' : high;
  return from === to ? from : `${from} to ${to}`;
}

/** What a scope is called in a sentence. */
export function scopeName(scope: Scope): Text {
  switch (scope.kind) {
    case 'repository':
    case 'value-stream':
      return [quoted(scope.name)];
    case 'repositories':
      return ['these repositories'];
    case 'file':
      return ['this file'];
    case 'change':
      return ['this change'];
  }
}
