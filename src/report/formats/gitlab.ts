import type { Document } from '../../core/document.ts';
import { inert } from '../safe-text.ts';
import { type FindingLevel, findingsOf } from './findings.ts';
import { stableJson } from './json.ts';

const severities = {
  error: 'critical',
  warning: 'major',
  note: 'minor',
} as const satisfies Record<FindingLevel, string>;

/**
 * GitLab's code-quality report: a list whose fields GitLab documents (description, check_name, fingerprint, severity,
 * location.path, location.lines.begin).
 * @throws {UserError} a command that has nothing to show beside a line
 */
export function gitlab(document: Document): string {
  return stableJson(
    findingsOf(document.data, 'gitlab').map(finding => ({
      description: inert(finding.text),
      check_name: `debtcast/${finding.rule}`,
      fingerprint: finding.fingerprint,
      severity: severities[finding.level],
      location: { path: finding.path, lines: { begin: finding.line } },
    })),
  );
}
