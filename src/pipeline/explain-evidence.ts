import { whyHard } from '../complexity/why-hard.ts';
import type { CommitEvidence, ExplainData, FunctionExplained } from '../core/explain.ts';
import type { FileHistory } from '../core/history.ts';
import { compareText } from '../core/text-order.ts';
import { SECONDS_PER_DAY } from '../core/units.ts';
import { couplingOf } from '../history/coupling.ts';
import { functionCounts } from './explain-function-history.ts';
import { isoTime } from './facts.ts';
import type { Snapshot } from './snapshot.ts';

const COUPLED = 10;

/** The commits behind the counts of some files, newest first, each once with its lines in these files. */
export function commitsBehind({ history }: Snapshot, files: readonly FileHistory[]): ExplainData['commits'] {
  const lines = new Map<number, { added: number; deleted: number }>();
  for (const file of files) {
    for (const { commit, added, deleted } of file.changes) {
      const sum = lines.get(commit) ?? { added: 0, deleted: 0 };
      sum.added += added;
      sum.deleted += deleted;
      lines.set(commit, sum);
    }
  }
  const newest = [...lines.keys()].sort(
    (a, b) => history.commits[b]!.landedAt - history.commits[a]!.landedAt || b - a,
  );
  return {
    total: newest.length,
    listed: newest.map((index): CommitEvidence => {
      const { id, landedAt, subject, fix } = history.commits[index]!;
      return { id, landed: isoTime(landedAt).slice(0, 10), subject, fix, ...lines.get(index)! };
    }),
  };
}

/** How many people changed these files inside the window; never who. */
export function peopleBehind(
  { history, settings, asOf }: Snapshot,
  files: readonly FileHistory[],
  owners: readonly string[],
): ExplainData['people'] {
  const since = asOf - settings.costModel.history.sinceDays.value * SECONDS_PER_DAY;
  const authors = new Set<string>();
  let last = Number.NEGATIVE_INFINITY;
  for (const file of files) {
    for (const { commit } of file.changes) {
      const { landedAt, author } = history.commits[commit]!;
      last = Math.max(last, landedAt);
      if (landedAt > since) authors.add(author);
    }
  }
  return {
    authors: authors.size,
    lastChanged: Number.isFinite(last) ? isoTime(last).slice(0, 10) : null,
    owners: [...new Set(owners)].sort(compareText),
  };
}

/** What usually changes together with these files, the files themselves left out; closest first. */
export function coupledWith(
  snapshot: Snapshot,
  paths: ReadonlySet<string>,
  most = COUPLED,
): ExplainData['coupling'] {
  const { history } = snapshot;
  const coupled = couplingOf(history, { counts: snapshot.isSourcePath });
  const best = new Map<string, ExplainData['coupling'][number]>();
  history.files.forEach((file, index) => {
    if (!file.alive || !paths.has(file.path)) return;
    for (const { file: other, shared, degree } of coupled(index)) {
      const { path } = history.files[other]!;
      if (paths.has(path)) continue;
      const known = best.get(path);
      if (!known || degree > known.degree || (degree === known.degree && shared > known.shared))
        best.set(path, { path, shared, degree });
    }
  });
  return [...best.values()]
    .sort((a, b) => b.degree - a.degree || b.shared - a.shared || compareText(a.path, b.path))
    .slice(0, most);
}

/** Functions of a file, hardest first, with what makes them hard and how often their lines were changed. */
export function functionsOf(
  snapshot: Snapshot,
  path: string,
  most = Number.POSITIVE_INFINITY,
): FunctionExplained[] {
  const source = snapshot.files.find(file => file.path === path);
  const past = snapshot.pastOf.get(path);
  if (!source?.measure) return [];
  const chosen = source.measure.functions
    .filter(fn => fn.cognitive > 0)
    .sort((a, b) => b.cognitive - a.cognitive || a.line - b.line || compareText(a.name, b.name))
    .slice(0, most);
  const counts = past
    ? functionCounts(chosen, past, snapshot.history, id => snapshot.reader.lineChangesOf(id))
    : chosen.map(() => ({ changes: 0, fixes: 0 }));
  return chosen.map((fn, index) => ({
    name: fn.name,
    path,
    line: fn.line,
    endLine: fn.endLine,
    cognitive: fn.cognitive,
    cyclomatic: fn.cyclomatic,
    nesting: fn.nesting,
    parameters: fn.parameters,
    statements: fn.statements,
    changes: counts[index]!.changes,
    fixes: counts[index]!.fixes,
    why: whyHard(fn),
  }));
}
