/** Sentences and cells about a change: what it adds or saves, signed, since a change can do either. */
import type { DiffData, FileDiff, FunctionDiff, GateBreach } from '../../core/diff.ts';
import type { Range } from '../../core/range.ts';
import { LEVEL, type SlowdownClaim } from '../claims.ts';
import { code, figure, joined, quoted, strong, type Text } from '../inline.ts';
import { NBSP, plural } from '../numbers.ts';
import { about } from './cost.ts';
import { capital, type Speech } from './speech.ts';

const SHORT_REVISION = 7;

/** `debtcast · acme/shop · feature @ 4f2c1e9 against origin/main @ 0a1b2c3`; a name that is the id itself says nothing. */
export const diffTitle = ({ repository, head, base }: DiffData): Text => [
  strong('debtcast'),
  ' · ',
  quoted(repository.name),
  ' · ',
  ...revisionText(head),
  ' against ',
  ...revisionText(base),
];

const revisionText = ({ name, revision }: DiffData['head']): Text => [
  ...(revision.startsWith(name) ? [] : [quoted(name), ' @ ']),
  code(revision.slice(0, SHORT_REVISION)),
];

/** The whole answer when there is nothing to price. */
export function nothingToSay(speech: Speech, data: DiffData): Text {
  const { unchanged, base, head } = data;
  if (base.revision === head.revision) {
    return [strong('debtcast'), ': nothing to price, nothing was committed since ', quoted(base.name), '.'];
  }
  const files =
    unchanged === 0
      ? 'no measured source file changed'
      : `${plural(speech.numbers, unchanged, 'source file', 'source files')} changed, none in complexity`;
  return [strong('debtcast'), `: nothing to price, ${files}.`];
}

/** Exactly nothing: what was moved or laid out anew. */
const isNothing = ({ p10, p90, mean }: Range): boolean => p10 === 0 && p90 === 0 && mean === 0;

/** Smallest step of a printed amount: tenths of an hour, whole units of money. */
const stepOf = (money: boolean): number => (money ? 1 : 0.1);

/** `+390`, `−40`, `0`: one signed figure for narrow cells. */
function signed({ numbers }: Speech, value: number, step: number): string {
  const amount = Math.abs(value);
  if (amount < step / 2) return '0';
  const shown = numbers.shortBounds({ p10: amount, p50: amount, p90: amount, mean: amount });
  return `${value < 0 ? '−' : '+'}${shown}`;
}

function signedBounds(speech: Speech, { p10, p90 }: Range, step: number): string {
  const low = signed(speech, p10, step);
  const high = signed(speech, p90, step);
  return low === high ? low : `${low} to ${high}`;
}

interface Change {
  readonly hours: Range;
  readonly money?: Range;
}

/** `+€390 (−20 to +1.2k)`, or hours when there is no rate: expected value and range of the change. */
export function changeCell(speech: Speech, change: Change, id: string): Text {
  const range = change.money ?? change.hours;
  if (isNothing(range)) return [figure('none', id)];
  const step = stepOf(change.money !== undefined);
  const sign = Math.abs(range.mean) < step / 2 ? '' : range.mean < 0 ? '−' : '+';
  return [figure(`${sign}${expected(speech, change)}${NBSP}(${signedBounds(speech, range, step)})`, id)];
}

/** Size of the expected change, without a sign: `12 h`, `€390`, `under 0.1 h`. */
function expected({ numbers }: Speech, { hours, money }: Change): string {
  return money === undefined ? numbers.hours(Math.abs(hours.mean)) : numbers.money(Math.abs(money.mean));
}

/** `This change adds about 12 h of extra work next quarter, €1,000 (80 % range +80 to +3k; scenario: evidence).` */
export function changeSentence(speech: Speech, data: DiffData): Text {
  const { horizon } = speech;
  const { hours, money } = data.total;
  const range = money ?? hours;
  if (isNothing(range)) {
    if (data.warnings.some(({ code: what }) => what === 'no-changes')) {
      return ['This change has no price: the base shows no work to learn from.'];
    }
    return [`On balance this change adds nothing to ${horizon.next}, scenario: ${data.scenario}.`];
  }
  const size = expected(speech, { hours });
  const step = stepOf(money !== undefined);
  const bounds = signedBounds(speech, range, step);
  const unit = money === undefined ? 'h' : speech.numbers.currency;
  return [
    `This change ${hours.mean < 0 ? 'saves' : 'adds'} `,
    ...about(size, 'change/hours'),
    ` of extra work ${horizon.per === 'quarter' ? horizon.next : `in ${horizon.next}`}`,
    ...(money === undefined ? [] : [', ', figure(expected(speech, data.total), 'change/money')]),
    ` (${LEVEL}${NBSP}% range `,
    figure(
      `${bounds === '0' ? `within ±${speech.numbers.plain(step)}` : bounds}${NBSP}${unit}`,
      'change/range',
    ),
    `; scenario: ${data.scenario}).`,
  ];
}

/** `4.2 → 3.9`. */
export function healthChange(speech: Speech, { before, after }: FileDiff['health']): string {
  const { numbers } = speech;
  if (before === undefined) return after === undefined ? '–' : `new, ${numbers.health(after)}`;
  if (after === undefined) return `${numbers.health(before)}, removed`;
  const [was, is] = [numbers.health(before), numbers.health(after)];
  return was === is ? is : `${was} → ${is}`;
}

/** `+3 % (0 to +8)`: change of the extra time that work takes there. */
export const slowdownChange = (speech: Speech, claim: SlowdownClaim): string =>
  isNothing(claim.range) ? 'none' : speech.numbers.slowdownChange(claim);

const crossingWords = {
  'new-above': 'new and hard to follow',
  'risen-above': 'became hard to follow',
  grown: 'got harder',
  shrunk: 'got easier',
  'fallen-below': 'is no longer hard to follow',
  'removed-above': 'is gone',
} as const satisfies Record<FunctionDiff['change'], string>;

/** `calculateTotals (line 40): became hard to follow, cognitive complexity 12 → 31`. */
export function functionLine(speech: Speech, fn: FunctionDiff): Text {
  const { numbers } = speech;
  const values = [fn.before, fn.after].flatMap(value => (value === undefined ? [] : [numbers.count(value)]));
  const line = fn.after === undefined ? '' : ` (line ${numbers.count(fn.line)})`;
  return [code(fn.name), `${line} ${crossingWords[fn.change]}, cognitive complexity ${values.join(' → ')}`];
}

/** `src/a.ts, from src/b.ts: …`: where a file was before, when it was elsewhere. */
export const movedFrom = ({ from }: FileDiff): Text =>
  from === undefined ? [] : ['moved from ', code(from)];

/** `src/a.ts › total: cognitive complexity 41, the limit is 15. To pass: …`. */
export const breachLine = (breach: GateBreach): Text => [
  code(breach.where),
  ': ',
  quoted(breach.text),
  '. To pass: ',
  quoted(breach.fix),
  '.',
];

/** `2 limits exceeded` or, when nothing is stopped, `2 limits exceeded (warning only)`. */
export const breachesTitle = (speech: Speech, { breaches, warnOnly }: DiffData): string =>
  `${plural(speech.numbers, breaches.length, 'limit', 'limits')} exceeded${warnOnly ? ' (warning only)' : ''}`;

/** `No limit of 3 is exceeded`. */
export const limitsHeld = (speech: Speech, { gates }: DiffData): Text =>
  gates.length === 0
    ? ['No limits are set.']
    : [
        `Within ${gates.length === 1 ? 'the limit' : `all ${plural(speech.numbers, gates.length, 'limit', 'limits')}`}.`,
      ];

/** `2 files got worse, 1 got better`. */
export function balance(speech: Speech, { files }: DiffData): Text {
  const worse = files.filter(({ hours }) => hours.mean > 0).length;
  const better = files.filter(({ hours }) => hours.mean < 0).length;
  const count = (n: number, what: string): Text =>
    n === 0 ? [] : [`${plural(speech.numbers, n, 'file', 'files')} got ${what}`];
  const pieces = joined([count(worse, 'more costly'), count(better, 'cheaper')], ', ');
  return pieces.length === 0 ? [] : [capital(pieces.join('')), '.'];
}
