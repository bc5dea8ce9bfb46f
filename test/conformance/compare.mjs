import { defaultLimits } from '../../src/complexity/limits.ts';
import { parseSource } from '../../src/complexity/parse.ts';
import { walkFile } from '../../src/complexity/walk.ts';
import { explanations } from './explanations.mjs';
import { askOracle } from './oracle.mjs';

/** Our scores of the same file, keyed like the oracle's by where the body begins. */
export function ourScores(path, text) {
  const { functions, topLevel } = walkFile(parseSource(path, text), defaultLimits.depth);
  return {
    functions: functions
      .map(({ name, body, cognitive }) => ({ name, body, cognitive }))
      .sort((a, b) => a.body - b.body),
    topLevel: topLevel.cognitive,
  };
}

/**
 * One file, both counts.
 * @returns counts, plus every function the two disagree on (a function only one side has counts as different)
 */
export function compareFile(path, text) {
  const oracle = askOracle(path, text);
  if (oracle.error) return { error: oracle.error };
  const ours = new Map(ourScores(path, text).functions.map(fn => [fn.body, fn]));
  const result = { functions: 0, nonZero: 0, setAside: 0, equal: 0, different: [] };
  for (const theirs of oracle.functions) {
    result.functions++;
    const mine = ours.get(theirs.body);
    ours.delete(theirs.body);
    if (explanations.some(({ covers }) => covers(theirs))) {
      result.setAside++;
      continue;
    }
    const isNonZero = theirs.cognitive > 0 || (mine?.cognitive ?? 1) > 0;
    if (isNonZero) result.nonZero++;
    if (mine?.cognitive === theirs.cognitive) result.equal += isNonZero ? 1 : 0;
    else
      result.different.push({
        path,
        line: theirs.line,
        oracle: theirs.cognitive,
        ours: mine?.cognitive,
        name: mine?.name,
      });
  }
  for (const mine of ours.values()) {
    result.functions++;
    result.nonZero++;
    result.different.push({ path, ours: mine.cognitive, name: mine.name });
  }
  return result;
}
