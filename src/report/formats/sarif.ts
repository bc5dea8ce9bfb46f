import type { Document } from '../../core/document.ts';
import { inert } from '../safe-text.ts';
import { type Finding, type FindingRule, findingsOf } from './findings.ts';
import { stableJson } from './json.ts';

const rules: Readonly<
  Record<FindingRule, { readonly name: string; readonly short: string; readonly full: string }>
> = {
  'debt-item': {
    name: 'DebtItem',
    short: 'A file whose health is below the healthy band and that costs the team time',
    full: 'The file is complicated or large, and people work in it. Slowdown and cost are forecasts under a named scenario, each with its 80 % range; an average over many changes, not a promise about one.',
  },
  'hard-function': {
    name: 'HardFunction',
    short: 'A function above cognitive complexity 15',
    full: 'Breaks in the flow of the function, weighted by how deep they are nested, add up to more than 15.',
  },
  gate: {
    name: 'Gate',
    short: 'This change exceeds a limit that the team has set',
    full: 'Only what the change itself made worse counts; a function whose text did not change contributes nothing.',
  },
};

/**
 * SARIF 2.1.0 for code scanning: a result for each debt item and each function that is hard to follow, with the region of
 * the function, and fingerprints that stay through renames and moved lines.
 * @throws {UserError} a command that has nothing to show beside a line
 */
export function sarif(document: Document): string {
  const findings = findingsOf(document.data, 'sarif');
  const { tool } = document.data as { readonly tool: { readonly version: string } };
  const used = (Object.keys(rules) as FindingRule[]).filter(rule =>
    findings.some(finding => finding.rule === rule),
  );
  return stableJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'debtcast',
            version: tool.version,
            semanticVersion: tool.version,
            rules: used.map(rule => ({
              id: rule,
              name: rules[rule].name,
              shortDescription: { text: rules[rule].short },
              fullDescription: { text: rules[rule].full },
              help: { text: '`debtcast explain <path>` shows every step behind a figure.' },
              properties: { tags: ['maintainability'] },
            })),
          },
        },
        automationDetails: { id: `debtcast/${document.command}/` },
        columnKind: 'utf16CodeUnits',
        results: findings.map(finding => resultOf(finding, used)),
      },
    ],
  });
}

const resultOf = (finding: Finding, used: readonly FindingRule[]): unknown => ({
  ruleId: finding.rule,
  ruleIndex: used.indexOf(finding.rule),
  level: finding.level,
  message: { text: messageText(inert(finding.text)) },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: uriOf(finding.path), uriBaseId: '%SRCROOT%' },
        region: { startLine: finding.line, endLine: Math.max(finding.line, finding.endLine) },
      },
    },
  ],
  partialFingerprints: { 'debtcastFinding/v1': finding.fingerprint },
  properties: finding.figures,
});

/** Viewers read `[text](target)` in a message as a link: brackets are escaped as the format asks, so none is made. */
const messageText = (text: string): string => text.replace(/[\\[\]]/g, '\\$&');

/** A relative reference: each segment percent-encoded, so that no path can name a scheme, a host or a query. */
const uriOf = (path: string): string =>
  path
    .split('/')
    .map(segment => encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd')).replace(/[!'()*]/g, hex))
    .join('/');

const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
