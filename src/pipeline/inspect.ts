import { whyHard } from '../complexity/why-hard.ts';
import { UserError } from '../core/errors.ts';
import type { InspectData, InspectedFile } from '../core/inspect.ts';
import type { FileMeasure } from '../core/measure.ts';
import { FORMAT_VERSION } from '../core/report.ts';
import { compareText } from '../core/text-order.ts';
import { resolveCoefficients } from '../model/coefficients.ts';
import { deficit, healthOf } from '../model/health.ts';
import { isoTime } from './facts.ts';
import { listedBy } from './only.ts';
import { openTree } from './open-tree.ts';
import type { Reader } from './reader.ts';
import type { AnalysisRequest } from './request.ts';
import { readSettings } from './settings.ts';
import { noSource } from './snapshot.ts';
import { classifyTree } from './tree-kinds.ts';

/**
 * Complexity and health of files, without any history: what they are, not what they cost.
 * @param paths files or folders from the root of the repository; none means all source
 * @throws {UserError} `no-such-path` for a path that is not in the revision
 */
export async function inspect(
  reader: Reader,
  request: AnalysisRequest,
  paths: readonly string[],
  version: string,
): Promise<InspectData> {
  const { repository } = reader;
  const { tree, smallFiles } = await openTree(reader, repository.revision);
  const settings = await readSettings(repository, request, smallFiles);
  const kinds = await classifyTree(reader, tree, settings);
  if (kinds.source.length === 0 && paths.length === 0) throw noSource(kinds, tree.length);
  const asked = tree.map(entry => entry.path).filter(belowAny(paths));
  for (const path of paths) {
    if (!asked.some(belowAny([path]))) {
      throw new UserError({
        code: 'no-such-path',
        what: 'there is no such file or folder in the analysed revision',
        where: path,
        fix: 'check the spelling; uncommitted files are not read',
      });
    }
  }
  const isListed = listedBy(request.only, () => asked);
  const explicit = new Set(paths);
  const candidates = asked.filter(isListed).filter(path => {
    const kind = kinds.of(path).kind;
    return kind === 'measured' || (kind !== 'not-code' && explicit.has(path));
  });
  await reader.needMeasures(candidates.filter(kinds.isParsed).map(kinds.toMeasure));

  const coefficients = resolveCoefficients(settings.costModel.model);
  const files: InspectedFile[] = [];
  const skipped: { path: string; reason: string; detail: string }[] = [];
  for (const path of candidates) {
    const kind = kinds.of(path);
    if (kind.kind === 'unmeasured') {
      skipped.push({ path, reason: 'unmeasured', detail: kind.language });
      continue;
    }
    const result = kinds.isParsed(path) ? reader.measureOf(kinds.toMeasure(path)) : undefined;
    if (result?.kind === 'measured') {
      files.push(
        inspected(path, result.measure, deficit(result.measure.cognitive, result.measure.size, coefficients)),
      );
    } else if (result?.kind === 'skipped')
      skipped.push({ path, reason: result.reason, detail: result.detail });
    else skipped.push({ path, reason: 'not-read', detail: 'not a plain file, or its content is missing' });
  }
  files.sort((a, b) => b.deficit - a.deficit || compareText(a.path, b.path));
  return {
    formatVersion: FORMAT_VERSION,
    tool: { name: 'debtcast', version },
    command: 'inspect',
    repository: {
      name: repository.name,
      revision: repository.revision,
      asOf: isoTime(repository.asOf),
      ...(repository.branch !== undefined && { branch: repository.branch }),
      shallow: repository.shallow || repository.partial,
      sourceFiles: kinds.source.length,
    },
    files,
    skipped,
    warnings: reader.warnings(),
  };
}

const belowAny =
  (paths: readonly string[]) =>
  (path: string): boolean =>
    paths.length === 0 || paths.some(one => one === '' || path === one || path.startsWith(`${one}/`));

function inspected(path: string, measure: FileMeasure, points: number): InspectedFile {
  const { cognitive, statements, loc, size, syntaxErrors, functions } = measure;
  return {
    path,
    health: healthOf(points),
    deficit: points,
    cognitive,
    statements,
    loc,
    size,
    syntaxErrors,
    functions: functions.map(({ textHash: _, parent: __, ...fn }) => ({
      ...fn,
      why: whyHard({ ...fn, textHash: '' }),
    })),
  };
}
