import { createHash } from 'node:crypto';
import type { ItemDecision, Warning } from '../core/report.ts';
import { compareText } from '../core/text-order.ts';
import type { Ticket, TicketsData } from '../core/tickets.ts';
import { couplingOf } from '../history/coupling.ts';
import { healthOf } from '../model/health.ts';
import { rangeOf, scaleRange } from '../model/range-of.ts';
import { decisionFor } from './decisions.ts';
import { commandResult } from './facts.ts';
import { originOf } from './origin.ts';
import type { Snapshot } from './snapshot.ts';
import type { Valuation, ValuedItem } from './valuation.ts';

/** Cognitive complexity that no function should exceed once the work is done. */
const FUNCTION_LIMIT = 15;
/** The edge of the healthy band. */
const HEALTHY = 1;
const TESTS_NAMED = 5;
const KEY_LENGTH = 12;

/** Backlog entries for the items that are decided `fix`; an agreement that has run out has to be made again first. */
export function tickets(valuation: Valuation, version: string): TicketsData {
  const { snapshot } = valuation;
  const testsOf = testsThatChangeWith(snapshot);
  const expired: Warning[] = [];
  const list = valuation.items.flatMap((item): Ticket[] => {
    const decision = decisionFor(snapshot, item.file.path);
    if (decision?.decision !== 'fix') return [];
    if (decision.expired) {
      expired.push({
        code: 'decision-expired',
        text: `${item.file.path}: the decision to fix it has run out; decide again to get a ticket`,
      });
      return [];
    }
    return [ticketOf(valuation, item, decision, testsOf(item.file.path))];
  });
  return {
    ...commandResult('tickets', valuation, version, [
      ...snapshot.warnings,
      ...expired,
      ...settled(valuation),
    ]),
    tickets: list,
  };
}

function ticketOf(
  { snapshot, costModel, pricing }: Valuation,
  { file, priced, judged, assessment }: ValuedItem,
  decision: ItemDecision,
  tests: Ticket['tests'],
): Ticket {
  const rate = costModel.team.costPerHour?.value;
  const source = snapshot.files.find(each => each.path === file.path);
  const hours = { ...rangeOf(pricing.fileDraws(file.path).cost), mean: priced.expectedCost };
  return {
    key: keyOf(snapshot, file.path),
    path: file.path,
    valueStreams: file.streams.map(index => snapshot.streams.list[index]!.name),
    health: healthOf(priced.deficit),
    deficit: priced.deficit,
    targetDeficit: Math.max(HEALTHY, priced.deficit / 2),
    hours,
    ...(rate !== undefined && { money: scaleRange(hours, rate) }),
    fixHours: assessment.fix.hours,
    saving: assessment.saving,
    payback: assessment.payback,
    wsjf: judged.wsjf,
    functions: (source?.measure?.functions ?? [])
      .filter(fn => fn.cognitive > FUNCTION_LIMIT)
      .sort((a, b) => b.cognitive - a.cognitive || a.line - b.line || compareText(a.name, b.name))
      .map(({ name, line, endLine, cognitive }) => ({ name, line, endLine, cognitive })),
    functionLimit: FUNCTION_LIMIT,
    tests,
    decision,
  };
}

/** No line number and no present path in it: the first path and the time the file came to be. */
function keyOf(snapshot: Snapshot, path: string): string {
  const { origin } = originOf(snapshot, path);
  const identity = origin === undefined ? path : `${origin.path}\0${origin.at}`;
  return `debtcast-${createHash('sha256').update(identity).digest('hex').slice(0, KEY_LENGTH)}`;
}

/** Tests by how closely they change with a file: the ones that are likely to cover its behaviour. */
function testsThatChangeWith(snapshot: Snapshot): (path: string) => Ticket['tests'] {
  const { history } = snapshot;
  const tests = new Set(snapshot.tests);
  const coupled = couplingOf(history, { counts: snapshot.isSourcePath });
  const indexOf = new Map(history.files.map((file, index) => [file.path, index]));
  return path => {
    const index = indexOf.get(path);
    if (index === undefined) return [];
    return coupled(index)
      .map(({ file, shared }) => ({ path: history.files[file]!.path, shared }))
      .filter(test => tests.has(test.path))
      .slice(0, TESTS_NAMED);
  };
}

/** Decided, but nothing to do any more, or nothing that one ticket could do. */
function settled(valuation: Valuation): Warning[] {
  const { snapshot } = valuation;
  const names = new Set(
    valuation.items.flatMap(item => [item.file.path, ...(snapshot.pastOf.get(item.file.path)?.names ?? [])]),
  );
  return [...snapshot.settings.decisions]
    .filter(([item, { decision }]) => decision === 'fix' && !names.has(item))
    .map(([item]) => item)
    .sort(compareText)
    .map(item => ({
      code: 'decision-without-item',
      text: `${item} is decided "fix" but is no debt item here: healthy by now, gone, or not a file`,
    }));
}
