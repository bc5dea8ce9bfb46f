import type { Document, Section } from '../../core/document.ts';
import type { ReportData } from '../../core/report.ts';
import { costClaim, LEVEL, type Scope, slowdownClaim } from '../claims.ts';
import { plainText } from '../inline.ts';
import { NBSP } from '../numbers.ts';
import {
  activityRecord,
  capacityWarning,
  costRangeText,
  costSentence,
  headlineTitle,
  mattersMost,
  otherScenarios,
  rankingRecord,
  type Speech,
  shallowWarning,
  slowdownRangeText,
  slowdownSentence,
  speechFor,
  titleLine,
  whyLine,
  worthLine,
} from '../words.ts';
import { basisSection } from './basis.ts';
import { itemsCaption, itemsTable, noItems } from './items.ts';
import { itemPictures } from './pictures.ts';
import { productSections } from './product-page.ts';
import { otherStreams, streamsTable } from './streams.ts';
import { forAudience, type ViewOptions } from './view.ts';
import { warningSection } from './warnings.ts';

/** The same report without its list of files: for whoever ranks parts of the product, not code. */
export const byValueStream = (document: Document): Document => ({
  ...document,
  sections: document.sections.filter(section => section.id !== ITEMS),
});

const ITEMS = 'items';

/** The report for one reader or both: warnings, the product page, the engineering part, what it rests on. */
export function reportView(data: ReportData, options: ViewOptions): Document {
  const speech = speechFor({
    locale: options.locale,
    days: data.horizon.days,
    ...(data.currency === undefined ? {} : { currency: data.currency }),
  });
  const sections = [
    warningSection(otherWarnings(data), ownWarnings(speech, data)),
    ...productSections(speech, data),
    headlineSection(speech, data),
    streamsSection(speech, data),
    itemsSection(speech, data),
    itemPictures(speech, data),
    basisSection(speech, data),
  ];
  return {
    command: data.command,
    title: titleLine(speech, data.repository, data.window),
    sections: forAudience(sections, options.audience),
    data: withReasons(speech, data),
  };
}

/** The line of plain words below each item belongs to the data too; it is spoken here, where all sentences are. */
const withReasons = (speech: Speech, data: ReportData): ReportData => ({
  ...data,
  items: data.items.map(item => ({ ...item, why: plainText(whyLine(speech, item)).replaceAll(NBSP, ' ') })),
});

function ownWarnings(speech: Speech, data: ReportData) {
  return [
    ...(data.repository.shallow ? [shallowWarning] : []),
    capacityWarning(speech, data.headline),
  ].filter(text => text.length > 0);
}

/** Codes whose sentence is ours: said once, in our words. */
const ownCodes: ReadonlySet<string> = new Set(['shallow-clone', 'capacity-share']);
const otherWarnings = (data: ReportData): ReportData['warnings'] =>
  data.warnings.filter(warning => !ownCodes.has(warning.code));

function headlineSection(speech: Speech, data: ReportData): Section {
  const scope: Scope = { kind: 'repository', name: data.repository.name };
  const { headline } = data;
  const slowdown = slowdownClaim(scope, headline.scenario, headline.slowdown);
  const cost = costClaim(scope, headline.scenario, headline);
  const rows = [
    { label: slowdownSentence(speech, slowdown), value: slowdownRangeText(speech, slowdown) },
    { label: costSentence(speech, cost, headline.codeHours), value: costRangeText(speech, cost) },
    { label: worthLine(speech, headline) },
    { label: otherScenarios(speech, headline, data.repository.name) },
    { label: mattersMost(speech, headline.sensitivity) },
    { label: activityRecord(speech, data.trackRecord.activity) },
    { label: rankingRecord(speech, data.trackRecord.full) },
  ];
  return {
    id: 'headline',
    title: headlineTitle(speech, headline),
    audience: 'engineering',
    blocks: [{ kind: 'facts', rows: rows.filter(row => row.label.length > 0) }],
  };
}

function streamsSection(speech: Speech, data: ReportData): Section {
  return {
    id: 'value-streams',
    title: 'Value streams',
    audience: 'engineering',
    blocks:
      data.valueStreams.length === 0
        ? []
        : [
            streamsTable(speech, data, `${LEVEL}${NBSP}% ranges, scenario: ${data.scenario}`),
            ...otherStreams(speech, data),
          ],
  };
}

function itemsSection(speech: Speech, data: ReportData): Section {
  return {
    id: ITEMS,
    title: 'Debt items',
    audience: 'engineering',
    blocks: [
      data.items.length === 0
        ? { kind: 'paragraph', text: noItems(data) }
        : itemsTable(speech, data.items, itemsCaption(speech, data)),
    ],
  };
}
