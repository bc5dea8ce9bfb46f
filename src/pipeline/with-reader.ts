import { explainFailure } from '../git/failures.ts';
import { openRepository } from '../git/repository.ts';
import { createReader, type Reader, UnusableCache } from './reader.ts';
import type { AnalysisRequest } from './request.ts';

/**
 * Opens the repository, hands its reader to the work, and closes both whatever happens.
 * @throws {UserError} also for a git that failed in the middle of the work: what was read until then is no answer
 */
export async function withReader<T>(
  request: AnalysisRequest,
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  const repository = await openRepository(request.path, {
    ...(request.at !== undefined && { at: request.at }),
    allowShallow: request.allowShallow,
    signal: request.signal,
  });
  const once = async (how: AnalysisRequest): Promise<T> => {
    const reader = await createReader(repository, how);
    try {
      return await work(reader);
    } catch (error) {
      request.signal.throwIfAborted();
      throw explainFailure(error, request.path);
    } finally {
      await reader.close();
    }
  };
  try {
    return await once(request);
  } catch (error) {
    if (!(error instanceof UnusableCache)) throw error;
    request.onTiming('unusable cache', 0, 'the run starts again without it');
    return await once({ ...request, cacheDir: false });
  } finally {
    repository.close();
  }
}
