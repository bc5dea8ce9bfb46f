import type { GateSettings } from '../core/cost-model.ts';
import type { DiffData, StreamDiff } from '../core/diff.ts';
import { FORMAT_VERSION, type Warning } from '../core/report.ts';
import { compareText } from '../core/text-order.ts';
import { changedPaths } from '../git/refs.ts';
import { rangeOf, scaleRange, sumWithinWorlds } from '../model/range-of.ts';
import type { Parts } from './answers.ts';
import type { Base } from './base.ts';
import { type ChangedFiles, changedFiles } from './diff-files.ts';
import { amounts, type PricedChange, type PricedChanges, priceChanges } from './diff-price.ts';
import { assumption, currencyOf, isoTime } from './facts.ts';
import { type AttributedChange, attributeChanges } from './function-changes.ts';
import { checkGates, gateBreaches } from './gates.ts';
import { listedBy } from './only.ts';
import { openTree } from './open-tree.ts';
import { beginOutline } from './outline.ts';
import type { Reader } from './reader.ts';
import type { AnalysisRequest } from './request.ts';
import { readSettings } from './settings.ts';
import { type Streams, streamsFor } from './streams.ts';
import { classifyTree, PARSED } from './tree-kinds.ts';

/** The data, and how numbers are written where it is read. */
export interface Compared {
  readonly data: DiffData;
  readonly locale: string;
}

export interface DiffOptions {
  readonly version: string;
  /** From the command line; win over the cost model's. */
  readonly gates: GateSettings;
  readonly warnOnly: boolean;
}

/**
 * What a change costs: the same files in the same simulated worlds, without and with what was written. Only changed
 * files are parsed; where the effort goes is read from the commits and paths of the base, and only when something has
 * a price at all. The rules and the cost model are those of the head: a change may bring its own.
 */
export async function diff(
  reader: Reader,
  request: AnalysisRequest,
  base: Base,
  options: DiffOptions,
  parts: Parts,
): Promise<Compared> {
  const { repository } = reader;
  const head = repository.revision;
  const [changes, headFiles, baseFiles] = await Promise.all([
    changedPaths(repository, base.revision, head),
    openTree(reader, head),
    openTree(reader, base.revision),
  ]);
  const settings = await readSettings(repository, request, headFiles.smallFiles);
  const { costModel } = settings;
  checkGates(costModel, options.gates);
  const [headKinds, baseKinds] = await Promise.all([
    classifyTree(reader, headFiles.tree, settings),
    classifyTree(reader, baseFiles.tree, settings),
  ]);
  const isListed = listedBy(request.only, () => [...headKinds.source, ...baseKinds.source]);
  const begin = () => beginOutline(reader, base.revision, settings, baseKinds, baseFiles.smallFiles, parts);
  // Read beside the parsing; where no code changed it is not needed.
  const begun = changes.some(({ path }) => PARSED.test(path)) ? await begin() : undefined;
  const { files, unmeasured } = await changedFiles(reader, headKinds, baseKinds, changes);
  const attributed = attributeChanges(files).map((change, i) => ({ file: files[i]!, change }));
  const changed = attributed.filter(({ change }) => isChange(change));

  let streams: Streams = { list: [], basis: 'folders', of: () => [] };
  let priced: PricedChanges = { changes: [], worlds: 1, streams: [], withoutWork: false };
  if (changed.length > 0) {
    streams = await streamsFor(headFiles.smallFiles, costModel, headFiles.tree, headKinds.source);
    const outline = await (begun ?? (await begin()))();
    priced = priceChanges(outline, changed, costModel, streams, request.seed ?? head);
  }
  const rate = costModel.team.costPerHour?.value;
  const sum = (list: readonly PricedChange[]) =>
    sumWithinWorlds(
      list.map(({ draws }) => draws),
      priced.worlds,
    );
  const { breaches, gates } = gateBreaches(priced.changes, sum, streams.list, costModel, options.gates);
  const telling = priced.changes.filter(one => saysSomething(one, priced, breaches));
  const shown = telling.map(one => one.diff).filter(({ path }) => isListed(path));
  const data: DiffData = {
    formatVersion: FORMAT_VERSION,
    tool: { name: 'debtcast', version: options.version },
    command: 'diff',
    repository: { name: repository.name, asOf: isoTime(repository.asOf) },
    base: { revision: base.revision, name: base.name },
    head: { revision: head, name: repository.branch ?? request.at ?? 'HEAD' },
    scenario: costModel.model.scenario.value,
    ...currencyOf(costModel),
    horizon: { days: costModel.horizonDays.value },
    total: amounts(sum(priced.changes), rate),
    files: shown,
    valueStreams: streams.list
      .flatMap(({ name }, i) => {
        const members = telling.filter(({ diff: { valueStreams } }) => valueStreams.includes(name));
        return members.length === 0
          ? []
          : [streamDiff(name, members, sum(members), priced.streams[i]!, rate)];
      })
      .sort((a, b) => b.hours.mean - a.hours.mean || compareText(a.name, b.name)),
    unchanged: files.length - telling.length,
    gates,
    breaches,
    warnOnly: options.warnOnly,
    assumptions: assumptions(priced),
    warnings: [...notListed(telling.length - shown.length), ...warnings(reader, unmeasured, priced)],
  };
  return { data, locale: costModel.locale.value };
}

function notListed(count: number): Warning[] {
  if (count === 0) return [];
  const files = count === 1 ? 'One file with a change is' : `${count} files with a change are`;
  return [
    {
      code: 'not-listed',
      text: `${files} not listed because of --only; the sum, value streams and limits are of the whole change.`,
    },
  ];
}

/** A stream's health is the mean over its effort: each file moves it by its part of that. */
function streamDiff(
  name: string,
  members: readonly PricedChange[],
  draws: Float64Array,
  { hours, share }: PricedChanges['streams'][number],
  rate: number | undefined,
): StreamDiff {
  const change = members.reduce(
    (points, { diff: { effortShare }, deficit: { before, after } }) =>
      points + effortShare * (before - after),
    0,
  );
  return {
    name,
    health: { change: share > 0 ? change / share : 0 },
    slowdown: { change: scaleRange(rangeOf(draws), hours > 0 ? 1 / hours : 0) },
    ...amounts(draws, rate),
  };
}

const isChange = ({ cognitive, statements, functions }: AttributedChange): boolean =>
  cognitive !== 0 || statements !== 0 || functions.length > 0;

/** What was written and what was removed can weigh the same in small functions: then there is nothing to tell. */
function saysSomething(
  { draws, diff }: PricedChange,
  { withoutWork }: PricedChanges,
  breaches: DiffData['breaches'],
): boolean {
  return (
    withoutWork ||
    diff.functions.length > 0 ||
    draws.some(hours => hours !== 0) ||
    breaches.some(({ path }) => path === diff.path)
  );
}

function assumptions({ engineers }: PricedChanges): DiffData['assumptions'] {
  return [
    {
      name: 'shares of effort',
      value: 'by commits and paths of the base',
      source: 'measured',
      detail:
        'each commit is shared evenly over the files it touched; a new file takes the usual share of its folder',
    },
    {
      name: 'fix burden',
      value: 'left out',
      source: 'default',
      detail: 'complexity alone is priced: fixes that a change will need are not known yet',
    },
    ...(engineers ? [assumption('team.engineers', engineers)] : []),
  ];
}

function warnings(
  reader: Reader,
  unmeasured: ChangedFiles['unmeasured'],
  { withoutWork }: PricedChanges,
): Warning[] {
  const list = [...reader.warnings()];
  if (reader.repository.shallow || reader.repository.partial) {
    list.push({
      code: 'shallow-clone',
      text: 'This clone is shallow or partial: shares of effort rest on a part of the history.',
    });
  }
  if (withoutWork) {
    list.push({
      code: 'no-changes',
      text: 'No source file of the base was worked on in the two years before: nothing says where effort will go, so amounts are zero by absence of work, not by health. Of the limits only those on files and functions are checked.',
    });
  }
  const [first] = unmeasured;
  if (first !== undefined) {
    const one = `${first.path} (${first.reason})`;
    list.push({
      code: 'not-measured',
      text:
        unmeasured.length === 1
          ? `${one} could not be measured before or after the change, and is left out.`
          : `${unmeasured.length} changed files could not be measured before or after the change, and are left out: ${one} and others.`,
    });
  }
  return list;
}
