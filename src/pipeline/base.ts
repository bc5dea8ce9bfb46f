import { UserError } from '../core/errors.ts';
import { type Branch, defaultBranch, mergeBase, resolveRevision } from '../git/refs.ts';
import type { Repository } from '../git/repository.ts';

/** The revision that a change is compared with, and how it was found. */
export interface Base {
  readonly revision: string;
  readonly name: string;
}

/**
 * Where CI systems say which branch a change goes to: GitHub Actions, GitLab, Bitbucket, Azure Pipelines, Jenkins
 * (multibranch). CircleCI knows it only as a pipeline value, which its config can hand on under our own name.
 */
const targetVariables = [
  'DEBTCAST_BASE',
  'GITHUB_BASE_REF',
  'CI_MERGE_REQUEST_TARGET_BRANCH_NAME',
  'BITBUCKET_PR_DESTINATION_BRANCH',
  'SYSTEM_PULLREQUEST_TARGETBRANCH',
  'CHANGE_TARGET',
] as const;

/** Where they say what the default branch is called, outside a pull request. */
const defaultVariables = ['CI_DEFAULT_BRANCH'] as const;

/**
 * The merge base of the head and: the named revision; else the target branch that a CI system names; else the default
 * branch of the remote (in a clone of a fork that of `upstream`, where it is newer than the fork's own). A change is what
 * was done since the two parted, not what others did in the meantime.
 * @throws {UserError} `unknown-revision`, `no-base`, `no-common-history`
 */
export async function findBase(
  repository: Repository,
  named: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Base> {
  if (named !== undefined) {
    const revision = await resolveRevision(repository, named).catch((error: unknown) => {
      const branch = /^origin\/(.+)$/.exec(named)?.[1];
      throw branch !== undefined && error instanceof UserError ? notFetched(branch) : error;
    });
    return { name: named, revision: await mergeBase(repository, revision, repository.revision) };
  }
  const target = [...targetVariables, ...defaultVariables].map(name => env[name]).find(value => !!value);
  if (target !== undefined) {
    const branch = target.replace(/^refs\/heads\//, '');
    for (const name of [`origin/${branch}`, branch]) {
      const revision = await resolveRevision(repository, name).catch(refused);
      if (revision !== undefined)
        return { name, revision: await mergeBase(repository, revision, repository.revision) };
    }
    throw notFetched(branch);
  }
  return nearestDefault(repository);
}

async function nearestDefault(repository: Repository): Promise<Base> {
  const { revision: head } = repository;
  const [own, upstream] = await Promise.all([
    defaultBranch(repository),
    defaultBranch(repository, 'upstream'),
  ]);
  if (own === undefined && upstream === undefined) {
    throw noBase(
      'no default branch was found',
      "name one: debtcast diff main, after git fetch origin '+refs/heads/main:refs/remotes/origin/main' where it is not in this clone",
    );
  }
  const parted = async ({ name, revision }: Branch): Promise<Base> => ({
    name,
    revision: await mergeBase(repository, revision, head),
  });
  if (own === undefined || upstream === undefined) return parted((own ?? upstream)!);
  const [ownBase, upstreamBase] = await Promise.all([parted(own), parted(upstream).catch(refused)]);
  if (upstreamBase === undefined) return ownBase;
  const common = await mergeBase(repository, ownBase.revision, upstreamBase.revision).catch(refused);
  return common === ownBase.revision && common !== upstreamBase.revision ? upstreamBase : ownBase;
}

/** What cannot be answered here is asked of the next. */
function refused(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}

const notFetched = (branch: string): UserError =>
  noBase(
    `the branch ${branch} is not in this clone`,
    `git fetch origin '+refs/heads/${branch}:refs/remotes/origin/${branch}'`,
  );

function noBase(what: string, fix: string): UserError {
  return new UserError({ code: 'no-base', what, where: 'diff', fix });
}
