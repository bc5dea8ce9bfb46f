import { explainFailure } from '../git/failures.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import type { Reader } from './reader.ts';
import type { AnalysisRequest } from './request.ts';

/**
 * Opens the repository, hands its reader to the work, and closes both whatever happens.
 * @throws {UserError} also for a git that failed in the middle of the work: what was read until then is no answer
 */
export const withReader = <T>(request: AnalysisRequest, work: (reader: Reader) => Promise<T>): Promise<T> =>
  withRepository(request, repository => once(repository, request, work));

/** The same for work that may not need to read anything. */
export async function withRepository<T>(
  request: AnalysisRequest,
  work: (repository: Repository) => Promise<T>,
): Promise<T> {
  const repository = await openRepository(request.path, {
    ...(request.at !== undefined && { at: request.at }),
    allowShallow: request.allowShallow,
    signal: request.signal,
  });
  try {
    return await work(repository);
  } catch (error) {
    request.signal.throwIfAborted();
    throw explainFailure(error, request.path);
  } finally {
    repository.close();
  }
}

/** Work with a reader; where the cache turns out to be unusable it starts again, once, without. */
export async function once<T>(
  repository: Repository,
  request: AnalysisRequest,
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  // Not before: an answer that was kept needs none of it.
  const { createReader, UnusableCache } = await import('./reader.ts');
  const attempt = async (how: AnalysisRequest): Promise<T> => {
    const reader = await createReader(repository, how);
    try {
      return await work(reader);
    } finally {
      await reader.close();
    }
  };
  try {
    return await attempt(request);
  } catch (error) {
    if (!(error instanceof UnusableCache)) throw error;
    request.onTiming('unusable cache', 0, 'the run starts again without it');
    return await attempt({ ...request, cacheDir: false });
  }
}
