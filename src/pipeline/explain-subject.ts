import { nearest } from '../config/suggestion.ts';
import { UserError } from '../core/errors.ts';
import { compareText } from '../core/text-order.ts';
import { orderItems } from './report.ts';
import type { Snapshot } from './snapshot.ts';
import type { Valuation } from './valuation.ts';

/** What can be explained. */
export type Subject =
  | { readonly kind: 'headline' }
  | { readonly kind: 'file'; readonly path: string; readonly function?: string }
  | { readonly kind: 'value-stream'; readonly index: number }
  | { readonly kind: 'roadmap-item'; readonly id: string }
  | { readonly kind: 'plan'; readonly capacity: string | undefined };

const SUGGESTED = 3;

/**
 * What a name on the command line means: a rank of the report (`1`, `#1`), a path (also one the file had before it was
 * renamed, and `path:function`), a value stream, a roadmap id, `headline`, or `plan` with a capacity (`plan 80h`).
 * A path wins over a stream, a stream over a roadmap id, so that code can always be named.
 * @param valued the price of the snapshot: asked for only when a rank is given
 * @throws {UserError} `no-such-item`, with the nearest names
 */
export function resolveSubject(text: string, snapshot: Snapshot, valued: () => Valuation): Subject {
  const { costModel } = snapshot.settings;
  const path = text.replace(/^\.\//, '').replaceAll('\\', '/');
  const sources = new Set(snapshot.files.map(file => file.path));
  if (sources.has(path)) return { kind: 'file', path };
  const rank = /^#?(\d+)$/.exec(text)?.[1];
  if (rank !== undefined) return byRank(Number(rank), text, valued());
  const index = snapshot.streams.list.findIndex(({ name }) => name === text);
  if (index >= 0) return { kind: 'value-stream', index };
  if (costModel.roadmap.some(({ id }) => id === text)) return { kind: 'roadmap-item', id: text };
  if (text === 'headline') return { kind: 'headline' };
  const plan = /^plan(?:\s+(.+))?$/.exec(text);
  if (plan) return { kind: 'plan', capacity: plan[1] };
  return (
    ofFunction(path, snapshot, sources) ??
    byOldName(path, snapshot, sources) ??
    unknown(text, path, snapshot, sources)
  );
}

function byRank(rank: number, text: string, valuation: Valuation): Subject {
  const ordered = orderItems(valuation, { sort: 'cost', only: [] });
  const found = ordered[rank - 1];
  if (found) return { kind: 'file', path: found.file.path };
  throw new UserError({
    code: 'no-such-item',
    what: `the report has ${ordered.length} items, there is no number ${rank}`,
    where: text,
    fix: 'see `debtcast --top 50` for the numbers, or name a path',
  });
}

/** `src/tax.ts:rateFor`; a colon may be part of a path, so every one is tried. */
function ofFunction(text: string, snapshot: Snapshot, sources: ReadonlySet<string>): Subject | undefined {
  for (let colon = text.indexOf(':'); colon > 0; colon = text.indexOf(':', colon + 1)) {
    const path = text.slice(0, colon);
    const name = text.slice(colon + 1);
    if (!sources.has(path)) continue;
    const functions = snapshot.files.find(file => file.path === path)?.measure?.functions ?? [];
    if (functions.some(fn => fn.name === name)) return { kind: 'file', path, function: name };
    const near = nearest(
      name,
      functions.map(fn => fn.name),
    );
    throw new UserError({
      code: 'no-such-item',
      what: `${path} has no function ${name}`,
      where: text,
      fix:
        near === undefined
          ? 'see `debtcast inspect --all` for its functions'
          : `did you mean ${path}:${near}?`,
    });
  }
  return undefined;
}

function byOldName(path: string, snapshot: Snapshot, sources: ReadonlySet<string>): Subject | undefined {
  const renamed = snapshot.history.files
    .filter(file => file.alive && sources.has(file.path) && file.names.includes(path))
    .sort((a, b) => b.changes.length - a.changes.length || compareText(a.path, b.path))[0];
  return renamed && { kind: 'file', path: renamed.path };
}

function unknown(text: string, path: string, snapshot: Snapshot, sources: ReadonlySet<string>): never {
  const { costModel } = snapshot.settings;
  const names = [
    ...snapshot.streams.list.map(({ name }) => name),
    ...costModel.roadmap.map(({ id }) => id),
    'headline',
    'plan',
  ];
  const base = path.slice(path.lastIndexOf('/') + 1);
  // Most people remember the file and mistype the folder.
  const sameName = [...sources]
    .filter(source => source === base || source.endsWith(`/${base}`))
    .sort(compareText);
  const near = [nearest(path, sources), nearest(text, names), ...sameName].filter(name => name !== undefined);
  const suggestions = [...new Set(near)].slice(0, SUGGESTED);
  throw new UserError({
    code: 'no-such-item',
    what: snapshot.tests.includes(path)
      ? 'this is a test file; tests are counted apart and carry no cost'
      : 'this is neither a source file of the revision, a value stream nor a roadmap item',
    where: text,
    fix:
      suggestions.length > 0
        ? `did you mean ${suggestions.join(', ')}?`
        : 'name a path from the root of the repository, a value stream, a roadmap id, a number of the report such as 1, or headline',
  });
}
