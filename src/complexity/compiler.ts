import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ts } from 'ts-morph';
import { loadCompiled } from './compiled-code.ts';

/**
 * The TypeScript compiler that ts-morph carries, and nothing else of it: what wraps the compiler takes as long to load
 * again. Required, not imported: an import makes Node search its nine megabytes for names of exports first.
 */
export const compiler = loadCompiler();

function loadCompiler(): typeof ts {
  const require = createRequire(import.meta.url);
  let file: string;
  try {
    const common = createRequire(require.resolve('ts-morph')).resolve('@ts-morph/common');
    file = join(dirname(common), 'typescript.js');
    return loadCompiled(file) as typeof ts;
  } catch {
    // Another version of ts-morph may keep it elsewhere.
    return (require('ts-morph') as { readonly ts: typeof ts }).ts;
  }
}
