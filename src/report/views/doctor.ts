import type { Check, DoctorData } from '../../core/doctor.ts';
import type { Document, Row, Tone } from '../../core/document.ts';
import { quoted, strong } from '../inline.ts';

const statusTone = { ok: 'good', warning: 'warning', problem: 'bad' } as const satisfies Record<
  Check['status'],
  Tone
>;

/** What would spoil a report here, check by check, with what to do about it. */
export function doctorView(data: DoctorData): Document {
  const spoiled = data.checks.filter(check => check.status !== 'ok').length;
  return {
    command: data.command,
    title: [
      strong('debtcast'),
      ' · doctor · ',
      spoiled === 0 ? 'nothing would spoil a report here' : `${spoiled} to look at`,
    ],
    sections: [
      {
        id: 'checks',
        audience: 'both',
        blocks: [
          {
            kind: 'table',
            id: 'checks',
            columns: [
              { title: 'Check', align: 'left', priority: 0, content: 'text' },
              { title: 'Status', align: 'left', priority: 0, content: 'figure' },
              { title: 'Finding', align: 'left', priority: 0, content: 'text' },
            ],
            rows: data.checks.map(
              (check): Row => ({
                cells: [
                  { text: [quoted(check.name)] },
                  { text: [check.status], tone: statusTone[check.status] },
                  { text: [quoted(check.finding)] },
                ],
                notes: check.fix === '' ? [] : [['→ ', quoted(check.fix)]],
                key: check.name,
              }),
            ),
          },
        ],
      },
    ],
    data,
  };
}
