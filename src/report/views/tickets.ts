import type { Block, Document, Section } from '../../core/document.ts';
import type { Ticket, TicketsData, TicketText } from '../../core/tickets.ts';
import { costClaim, LEVEL, type Scope } from '../claims.ts';
import { code, enumerated, quoted, strong, type Text } from '../inline.ts';
import { NBSP } from '../numbers.ts';
import { about, agreementText, costCell, paybackCell, type Speech } from '../words.ts';
import { speechOf, titled } from './head.ts';
import { forAudience, type ViewOptions } from './view.ts';
import { warningSection } from './warnings.ts';

/** Each ticket in words: what for, how large, and when it is done. */
export function ticketTexts(data: TicketsData, options: Pick<ViewOptions, 'locale'>): readonly TicketText[] {
  const speech = speechOf(data, options.locale);
  return data.tickets.map(ticket => ({
    key: ticket.key,
    title: titleOf(ticket),
    paragraphs: [
      valueText(speech, data, ticket),
      sizeText(speech, ticket),
      ['Decided: ', ...agreementText(ticket.decision), '. Reason: ', quoted(ticket.decision.reason), '.'],
      [
        `Relative points (WSJF, only comparable within one export): value ${ticket.wsjf.value}, size ${ticket.wsjf.size}.`,
      ],
    ],
    criteria: criteriaOf(speech, ticket),
    wsjf: ticket.wsjf,
    hours: ticket.fixHours.mean,
  }));
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const titleOf = (ticket: Ticket): Text => [
  'Bring ',
  code(nameOf(ticket.path)),
  ' back to health',
  ...(ticket.valueStreams.length === 0
    ? []
    : [' (', ...enumerated(ticket.valueStreams.map(name => [quoted(name)])), ')']),
];

function valueText(speech: Speech, data: TicketsData, ticket: Ticket): Text {
  const scope: Scope = { kind: 'file', path: ticket.path };
  return [
    'Work in ',
    code(ticket.path),
    ' costs about ',
    ...costCell(speech, costClaim(scope, data.scenario, ticket)),
    ` per ${speech.horizon.per} more than in healthy code (${LEVEL}${NBSP}% range, scenario: ${data.scenario}); a fix would save `,
    ...about(speech.numbers.hours(ticket.saving.mean), `${ticket.path}/saving`),
    ` per ${speech.horizon.per}.`,
  ];
}

const sizeText = (speech: Speech, ticket: Ticket): Text => [
  'Size: ',
  ...about(speech.numbers.hours(ticket.fixHours.mean), `${ticket.path}/fixHours`),
  ` (${LEVEL}${NBSP}% range ${speech.numbers.hoursRange(ticket.fixHours)}); payback: ${paybackCell(speech, ticket.payback)}.`,
];

/** Every criterion is a figure that `debtcast inspect` prints, or a test that can be run. */
function criteriaOf({ numbers }: Speech, ticket: Ticket): readonly Text[] {
  const hard = ticket.functions;
  return [
    [
      `Health of the file is ${numbers.health(10 - ticket.targetDeficit)} or better (now ${numbers.health(ticket.health)})`,
    ],
    hard.length === 0
      ? [`No function is above cognitive complexity ${ticket.functionLimit}`]
      : [
          `No function is above cognitive complexity ${ticket.functionLimit}; today: `,
          ...enumerated(
            hard.slice(0, 5).map(fn => [code(fn.name), ` (${numbers.count(fn.cognitive)}, line ${fn.line})`]),
          ),
          ...(hard.length > 5 ? [` and ${hard.length - 5} more`] : []),
        ],
    ticket.tests.length === 0
      ? ['Behaviour is covered by tests before it is changed; none changes with this file so far']
      : [
          'Behaviour is covered by the tests that change with it: ',
          ...enumerated(ticket.tests.map(test => [code(test.path)])),
        ],
  ];
}

/** The tickets as a page, for whoever wants to read them before they go to a tracker. */
export function ticketsView(data: TicketsData, options: ViewOptions): Document {
  const speech = speechOf(data, options.locale);
  const texts = ticketTexts(data, options);
  const sections: Section[] = [
    warningSection(data.warnings),
    {
      id: 'tickets',
      title: 'Tickets for what is decided',
      audience: 'both',
      blocks:
        texts.length === 0
          ? [
              {
                kind: 'paragraph',
                text: [
                  'No item is marked ',
                  code('fix'),
                  ': ',
                  code("debtcast decide '#1' fix --reason …"),
                  ' does that.',
                ],
              },
            ]
          : texts.flatMap((text): readonly Block[] => [
              { kind: 'paragraph', text: [strong(text.key), ': ', ...text.title] },
              ...text.paragraphs.map((part): Block => ({ kind: 'paragraph', text: part })),
              { kind: 'list', items: text.criteria },
            ]),
    },
  ];
  return {
    command: data.command,
    title: titled(speech, data.repository, 'tickets'),
    sections: forAudience(sections, options.audience),
    data,
  };
}
