import type { Block, Section } from '../../core/document.ts';
import type { DebtItem, ReportData } from '../../core/report.ts';
import { costClaim, LEVEL, type Scope, slowdownClaim } from '../claims.ts';
import { glossary, type Term } from '../glossary.ts';
import { muted, quoted, strong, type Text } from '../inline.ts';
import { NBSP } from '../numbers.ts';
import {
  activityRecord,
  agreementText,
  chanceOfNone,
  itemName,
  leaveAloneItem,
  leaveOthersAlone,
  mattersMost,
  mostSensitive,
  noPromise,
  nothingWorthFixing,
  otherScenarios,
  plainCost,
  plainSlowdown,
  productTitle,
  questionsForEngineering,
  type Speech,
  worthFixingItem,
} from '../words.ts';
import { noItems } from './items.ts';
import { streamPicture } from './pictures.ts';
import { otherStreams, productStreamsTable } from './streams.ts';

/** Lists longer than this are read by nobody in a meeting. */
const LISTED = 5;

/** The page for planning talks: value streams, what to decide, how sure this is; no path anywhere in it. */
export function productSections(speech: Speech, data: ReportData): readonly Section[] {
  const scope: Scope = { kind: 'repository', name: data.repository.name };
  const { headline } = data;
  return [
    {
      id: 'product-summary',
      title: productTitle(speech, headline),
      audience: 'product',
      blocks: [
        paragraph(plainSlowdown(speech, slowdownClaim(scope, headline.scenario, headline.slowdown))),
        paragraph(plainCost(speech, costClaim(scope, headline.scenario, headline), headline.codeHours)),
      ],
    },
    {
      id: 'product-streams',
      title: 'Value streams',
      audience: 'product',
      blocks:
        data.valueStreams.length === 0
          ? []
          : [
              productStreamsTable(speech, data, `${LEVEL}${NBSP}% ranges, scenario: ${data.scenario}`),
              ...otherStreams(speech, data),
            ],
    },
    streamPicture(speech, data),
    {
      id: 'product-decide',
      title: 'What to decide',
      audience: 'product',
      blocks: decideBlocks(speech, data),
    },
    { id: 'product-agreed', title: 'What we agreed', audience: 'product', blocks: agreedBlocks(data.items) },
    { id: 'product-sure', title: 'How sure this is', audience: 'product', blocks: sureBlocks(speech, data) },
    {
      id: 'product-ask',
      title: 'What to ask engineering',
      audience: 'product',
      blocks: [{ kind: 'list', items: questions(speech, data) }],
    },
    {
      id: 'product-words',
      title: 'Words used here',
      audience: 'product',
      optional: true,
      blocks: [
        {
          kind: 'facts',
          rows: productTerms.map(word => ({ label: [strong(word)], value: [glossary[word]] })),
        },
      ],
    },
  ];
}

const productTerms: readonly Term[] = [
  'value stream',
  'slowdown',
  'scenario',
  'cost per quarter',
  'fix',
  'payback',
  '80 % range',
];

const paragraph = (text: Text): Block => ({ kind: 'paragraph', text });

function decideBlocks(speech: Speech, data: ReportData): readonly Block[] {
  const { items, headline } = data;
  const isOpen = (item: DebtItem) => item.decision === undefined || item.decision.expired;
  const worth = items.filter(item => item.economics.verdict === 'worth-it');
  const fix = worth.filter(isOpen);
  const leave = items.filter(item => isOpen(item) && item.economics.verdict === 'do-not-refactor');
  const lines = [
    ...fix.slice(0, LISTED).map(item => worthFixingItem(speech, item)),
    ...leave.slice(0, LISTED).map(item => leaveAloneItem(speech, item)),
    ...leaveOthersAlone(
      speech,
      headline.doNotRefactor - items.filter(item => item.economics.verdict === 'do-not-refactor').length,
    ),
  ];
  return [
    ...(fix.length === 0
      ? [paragraph(items.length === 0 ? noItems(data) : nothingWorthFixing(worth.length > 0))]
      : []),
    ...(lines.length === 0 ? [] : [{ kind: 'list', items: lines } as const]),
  ];
}

function agreedBlocks(items: readonly DebtItem[]): readonly Block[] {
  const lines = items.flatMap((item): readonly Text[] =>
    item.decision === undefined
      ? []
      : [[...itemName(item), `: ${agreementText(item.decision).join('')} – `, quoted(item.decision.reason)]],
  );
  return lines.length === 0 ? [] : [{ kind: 'list', items: lines }];
}

function sureBlocks(speech: Speech, data: ReportData): readonly Block[] {
  const { headline } = data;
  const lines = [
    chanceOfNone(headline.slowdown.probabilityOfNone),
    otherScenarios(speech, headline, data.repository.name),
    mattersMost(speech, headline.sensitivity),
    activityRecord(speech, data.trackRecord.activity),
    noPromise,
  ];
  return lines.filter(line => line.length > 0).map(paragraph);
}

function questions(speech: Speech, data: ReportData): readonly Text[] {
  const costliest = data.valueStreams
    .filter(stream => stream.health !== undefined)
    .reduce<(typeof data.valueStreams)[number] | undefined>(
      (best, stream) => (best === undefined || stream.hours.mean > best.hours.mean ? stream : best),
      undefined,
    );
  const first = data.items.find(item => item.economics.verdict === 'worth-it') ?? data.items[0];
  const list = questionsForEngineering(speech, {
    first,
    costliestStream: costliest?.name,
    most: mostSensitive(speech, data.headline.sensitivity),
    unmeasuredShare: data.unmeasured.reduce((sum, language) => sum + language.effortShare, 0),
    languages: data.unmeasured.slice(0, 3).map(language => language.language),
  });
  return list.length === 0 ? [[muted('Nothing in particular.')]] : list;
}
