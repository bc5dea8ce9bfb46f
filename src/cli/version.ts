import { readFileSync } from 'node:fs';

/** From package.json, two folders up from both `src/cli` and `dist/chunks`. */
export const TOOL_VERSION: string = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

/** Names the code that runs, with the Node that runs it: the hash that the build wrote, else `source`. */
export const build = (): string => `${TOOL_VERSION} ${buildId()} node ${process.version}`;

function buildId(): string {
  try {
    return readFileSync(new URL('../build-id', import.meta.url), 'utf8');
  } catch {
    return 'source';
  }
}
