import { openRepository } from '../git/repository.ts';
import type { Reader } from './reader.ts';
import { createReader } from './reader.ts';
import type { AnalysisRequest } from './request.ts';

/** Opens the repository, hands its reader to the work, and closes both whatever happens. */
export async function withReader<T>(
  request: AnalysisRequest,
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  const repository = await openRepository(request.path, {
    ...(request.at !== undefined && { at: request.at }),
    allowShallow: request.allowShallow,
    signal: request.signal,
  });
  try {
    const reader = await createReader(repository, request);
    try {
      return await work(reader);
    } finally {
      await reader.close();
    }
  } finally {
    repository.close();
  }
}
