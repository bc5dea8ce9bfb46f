import type { AnalysisRequest } from '../../src/pipeline/request.ts';

/** A request as the command line makes it without options, without a cache and in this process. */
export function requestFor(path: string, more: Partial<AnalysisRequest> = {}): AnalysisRequest {
  return {
    path,
    workTreeConfig: false,
    only: [],
    allowShallow: false,
    cacheDir: false,
    jobs: 0,
    build: 'test',
    now: new Date(0),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onTiming: () => undefined,
    readFile: () => Promise.resolve(undefined),
    ...more,
  };
}
