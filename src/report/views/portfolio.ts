import type { Block, Column, Document, Row, Section } from '../../core/document.ts';
import type { PortfolioData } from '../../core/portfolio.ts';
import { costClaim, LEVEL, type Scope, slowdownClaim } from '../claims.ts';
import { code, figure, quoted } from '../inline.ts';
import { NBSP } from '../numbers.ts';
import {
  costCell,
  costRangeText,
  costSentence,
  paybackCell,
  portfolioCaption,
  portfolioHeadline,
  portfolioTitle,
  type Speech,
  slowdownCell,
  slowdownRangeText,
  slowdownSentence,
  verdictLine,
} from '../words.ts';
import { speechOf } from './head.ts';
import { forAudience, type ViewOptions } from './view.ts';
import { warningSection } from './warnings.ts';

/** Many repositories: their sum, each of them, and the costliest items of all. */
export function portfolioView(data: PortfolioData, options: ViewOptions): Document {
  const speech = speechOf(data, options.locale);
  const scope: Scope = { kind: 'repositories', count: data.repositories.length };
  const { headline, scenario } = data;
  const slowdown = slowdownClaim(scope, scenario, headline.slowdown);
  const cost = costClaim(scope, scenario, headline);
  const sections: Section[] = [
    warningSection(data.warnings),
    {
      id: 'headline',
      title: portfolioHeadline(speech, data),
      audience: 'both',
      blocks: [
        {
          kind: 'facts',
          rows: [
            { label: slowdownSentence(speech, slowdown), value: slowdownRangeText(speech, slowdown) },
            {
              label: costSentence(speech, cost, headline.codeHours),
              value: costRangeText(speech, cost),
            },
          ],
        },
        {
          kind: 'paragraph',
          text: [
            `Costs are added within each simulated world, since how much harder unhealthy code is to work in is one unknown that all repositories share. The ranges below do not add up to the ${LEVEL}${NBSP}% range above, and should not.`,
          ],
        },
      ],
    },
    {
      id: 'repositories',
      title: 'Repositories',
      audience: 'both',
      blocks: [repositoriesTable(speech, data)],
    },
    {
      id: 'items',
      title: 'Debt items',
      audience: 'both',
      blocks: data.items.length === 0 ? [] : [itemsTable(speech, data)],
    },
  ];
  return {
    command: data.command,
    title: portfolioTitle(speech, data),
    sections: forAudience(sections, options.audience),
    data,
  };
}

function repositoriesTable(speech: Speech, data: PortfolioData): Block {
  const columns: Column[] = [
    { title: 'Repository', align: 'left', priority: 0, content: 'text' },
    { title: 'Revision', align: 'left', priority: 3, content: 'figure' },
    { title: 'Slowdown', align: 'left', priority: 0, content: 'figure' },
    { title: `Cost / ${speech.horizon.per}`, align: 'left', priority: 0, content: 'figure' },
    { title: 'Items', align: 'right', priority: 2, content: 'figure' },
  ];
  const rows = data.repositories.map((repository): Row => {
    const { name, revision, slowdown, hours, items } = repository;
    const scope: Scope = { kind: 'repository', name };
    return {
      cells: [
        { text: [quoted(name)], sort: name },
        { text: [code(revision.slice(0, 7))], sort: revision },
        {
          text: slowdownCell(speech, slowdownClaim(scope, slowdown.scenario, slowdown)),
          sort: slowdown.p50,
        },
        { text: costCell(speech, costClaim(scope, data.scenario, repository)), sort: hours.mean },
        { text: [speech.numbers.count(items)], sort: items },
      ],
      key: `${name} @ ${revision}`,
    };
  });
  const caption = `${LEVEL}${NBSP}% ranges, scenario: ${data.scenario}`;
  return { kind: 'table', id: 'repositories', caption, columns, rows, filterable: true };
}

function itemsTable(speech: Speech, data: PortfolioData): Block {
  const columns: Column[] = [
    { title: '#', align: 'right', priority: 0, content: 'figure' },
    { title: 'Repository', align: 'left', priority: 1, content: 'text' },
    { title: 'Debt item', align: 'left', priority: 0, content: 'path' },
    { title: 'Slowdown', align: 'left', priority: 2, content: 'figure' },
    { title: `Cost / ${speech.horizon.per}`, align: 'left', priority: 0, content: 'figure' },
    { title: 'Fix', align: 'right', priority: 4, content: 'figure' },
    { title: 'Payback', align: 'right', priority: 3, content: 'figure' },
  ];
  const rows = data.items.map((item): Row => {
    const scope: Scope = { kind: 'file', path: item.path };
    const { economics } = item;
    return {
      cells: [
        { text: [String(item.rank)], sort: item.rank },
        { text: [quoted(item.repository)], sort: item.repository },
        { text: [code(item.path)], sort: item.path },
        {
          text: slowdownCell(speech, slowdownClaim(scope, item.slowdown.scenario, item.slowdown)),
          sort: item.slowdown.p50,
        },
        { text: costCell(speech, costClaim(scope, data.scenario, item)), sort: item.hours.mean },
        {
          text: [figure(speech.numbers.hours(economics.fix.hours.mean), `${item.path}/fixHours`)],
          sort: economics.fix.hours.mean,
        },
        {
          text: [figure(paybackCell(speech, economics.payback), `${item.path}/payback`)],
          ...(economics.payback.kind === 'weeks' ? { sort: economics.payback.weeks } : {}),
        },
      ],
      notes: [verdictLine(speech, economics)].filter(line => line.length > 0),
      key: `${item.repository} ${item.path}`,
    };
  });
  return {
    kind: 'table',
    id: 'items',
    caption: portfolioCaption(speech, data, LEVEL),
    columns,
    rows,
    filterable: true,
  };
}
