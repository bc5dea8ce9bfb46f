import type { Section } from '../../core/document.ts';
import type { Warning } from '../../core/report.ts';
import { quoted, strong, type Text } from '../inline.ts';

/** What would spoil the figures comes before them. Warnings come from many places, so their text is not trusted. */
export function warningSection(warnings: readonly Warning[], own: readonly Text[] = []): Section {
  const texts: Text[] = [...own, ...warnings.map((warning): Text => [quoted(warning.text)])];
  return {
    id: 'warnings',
    audience: 'both',
    blocks: texts.map(text => ({
      kind: 'paragraph' as const,
      tone: 'warning' as const,
      text: [strong('Warning:'), ' ', ...text],
    })),
  };
}
