import type { Document } from '../../core/document.ts';
import { inert } from '../safe-text.ts';
import { type Finding, type FindingLevel, findingsOf } from './findings.ts';

/** GitHub keeps this many annotations of each level for a step and drops the rest without a word. */
const SHOWN = 10;

const commands = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
} as const satisfies Record<FindingLevel, string>;

const titles = {
  'debt-item': 'Debt item',
  'hard-function': 'Hard to follow',
  gate: 'Limit exceeded',
} as const satisfies Record<Finding['rule'], string>;

/**
 * Workflow commands that the runner shows beside the lines of a pull request; the first ten of each level, and a line
 * that says how many more there are.
 * @throws {UserError} a command that has nothing to show beside a line
 */
export function githubAnnotations(document: Document): string {
  const findings = findingsOf(document.data, 'github-annotations');
  return (Object.keys(commands) as FindingLevel[])
    .flatMap(level => {
      const all = findings.filter(finding => finding.level === level);
      const left = all.length - SHOWN;
      // The count takes the place of the last one, which would be dropped.
      const shown = left > 0 ? all.slice(0, SHOWN - 1) : all;
      return [
        ...shown.map(annotation),
        ...(left > 0 ? [`::${commands[level]}::${left + 1} more of this kind are in the report\n`] : []),
      ];
    })
    .join('');
}

function annotation({ level, rule, path, line, endLine, text }: Finding): string {
  const place = `file=${property(visible(path))},line=${line},endLine=${Math.max(line, endLine)},title=${property(titles[rule])}`;
  return `::${commands[level]} ${place}::${data(inert(text))}\n`;
}

/** Line ends are encoded below; a path with other invisible characters is shown by their escapes, and finds no file. */
const visible = (path: string): string =>
  path
    .split(/([\r\n])/)
    .map((part, i) => (i % 2 ? part : inert(part)))
    .join('');

/** As the runner decodes it; a line end left in would start a command of its own. */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
