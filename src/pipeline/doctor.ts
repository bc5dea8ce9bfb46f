import { cacheSize, clearCache, defaultCacheDirectory } from '../cache/location.ts';
import type { Check, DoctorData } from '../core/doctor.ts';
import { UserError } from '../core/errors.ts';
import { FORMAT_VERSION } from '../core/report.ts';
import { SECONDS_PER_DAY } from '../core/units.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import { MINIMUM_GIT } from '../git/version.ts';
import { isoTime } from './facts.ts';
import type { AnalysisRequest } from './request.ts';
import { CONFIG_FILE, readSettings } from './settings.ts';

/** Looks at everything that could spoil a report, and goes on after each finding: a doctor does not stop at the first. */
export async function examine(
  request: AnalysisRequest,
  version: string,
  clear: boolean,
): Promise<DoctorData> {
  const checks: Check[] = [];
  let repository: Repository | undefined;
  try {
    repository = await openRepository(request.path, {
      ...(request.at !== undefined && { at: request.at }),
      allowShallow: true,
      signal: request.signal,
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    for (const problem of error.problems)
      checks.push({ name: 'repository', status: 'problem', finding: problem.what, fix: problem.fix });
  }
  if (repository) {
    try {
      checks.push(gitVersion(repository), depth(repository), clock(repository, request.now));
      checks.push(...(await config(repository, request)));
      checks.push(cache(repository, request, clear));
    } finally {
      repository.close();
    }
  }
  return { formatVersion: FORMAT_VERSION, tool: { name: 'debtcast', version }, command: 'doctor', checks };
}

function gitVersion({ gitVersion }: Repository): Check {
  return {
    name: 'git',
    status: 'ok',
    finding: `version ${gitVersion}; ${MINIMUM_GIT.join('.')} or newer is needed`,
    fix: '',
  };
}

function depth({ shallow, partial, revision, asOf }: Repository): Check {
  if (shallow) {
    return {
      name: 'history',
      status: 'problem',
      finding: 'this clone is shallow: the history before its edge is missing',
      fix: 'git fetch --unshallow (GitHub Actions: `fetch-depth: 0`; GitLab CI: `GIT_DEPTH: 0`)',
    };
  }
  if (partial) {
    return {
      name: 'history',
      status: 'problem',
      finding: 'this is a partial clone: the content of many files is not here',
      fix: 'clone without --filter, or `git fetch --refetch --no-filter`',
    };
  }
  return {
    name: 'history',
    status: 'ok',
    finding: `complete, up to ${revision.slice(0, 7)} of ${isoTime(asOf).slice(0, 10)}`,
    fix: '',
  };
}

/** Days by which a commit may be ahead of the clock before it is a finding: time zones and drift. */
const CLOCK_TOLERANCE_DAYS = 1;

function clock({ asOf }: Repository, now: Date): Check {
  const ahead = (asOf - now.getTime() / 1000) / SECONDS_PER_DAY;
  if (ahead > CLOCK_TOLERANCE_DAYS) {
    return {
      name: 'clock',
      status: 'warning',
      finding: `the newest commit is dated ${Math.round(ahead)} days after this machine's time`,
      fix: "check this machine's clock, or the clock of whoever made the commit; reports count from the commit's own time",
    };
  }
  const old = -ahead;
  return {
    name: 'clock',
    status: 'ok',
    finding: `reports count from ${isoTime(asOf)}, the time of the analysed commit${old > 90 ? `, ${Math.round(old)} days ago` : ''}`,
    fix: '',
  };
}

async function config(repository: Repository, request: AnalysisRequest): Promise<Check[]> {
  try {
    const { costModel, fromWorkTree, decisions } = await readSettings(
      repository,
      request,
      repository.revision,
    );
    if (costModel.file === undefined) {
      return [
        {
          name: 'config',
          status: 'warning',
          finding: `no ${CONFIG_FILE}: defaults are used, and there is no money without a rate`,
          fix: 'debtcast init',
        },
      ];
    }
    const missing = [
      costModel.team.engineers === undefined ? 'team.engineers' : '',
      costModel.team.costPerHour === undefined ? 'team.costPerHour' : '',
      costModel.valueStreams.length === 0 ? 'valueStreams' : '',
    ].filter(name => name !== '');
    const state = `${fromWorkTree ? `${CONFIG_FILE} of the work tree (changed)` : costModel.file}, ${decisions.size} decisions`;
    return [
      missing.length === 0
        ? { name: 'config', status: 'ok', finding: state, fix: '' }
        : {
            name: 'config',
            status: 'warning',
            finding: `${state}; not set: ${missing.join(', ')}`,
            fix: 'set them: team size is drawn from git, and money left out, until then',
          },
    ];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(problem => ({
      name: 'config',
      status: 'problem' as const,
      finding: problem.where ? `${problem.where}: ${problem.what}` : problem.what,
      fix: problem.fix,
    }));
  }
}

function cache({ identity }: Repository, request: AnalysisRequest, clear: boolean): Check {
  if (request.cacheDir === false) return { name: 'cache', status: 'ok', finding: 'switched off', fix: '' };
  const directory = request.cacheDir ?? defaultCacheDirectory();
  const { files, bytes } = clear ? clearCache(directory, identity) : cacheSize(directory, identity);
  const size = `${(bytes / 1e6).toFixed(1)} MB in ${files} ${files === 1 ? 'file' : 'files'}`;
  return {
    name: 'cache',
    status: 'ok',
    finding: clear ? `emptied: ${size}` : `${size} for this repository, in ${directory}`,
    fix: '',
  };
}
