import { createRequire } from 'node:module';
import type { ts } from 'ts-morph';

/**
 * The TypeScript compiler that ts-morph carries. Required, not imported: an import makes Node search its nine megabytes
 * for names of exports first, which takes as long as loading them.
 */
export const compiler = (createRequire(import.meta.url)('ts-morph') as { readonly ts: typeof ts }).ts;
