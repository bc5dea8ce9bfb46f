import { badge, shields } from './badge.ts';
import { csv } from './csv.ts';
import type { AnyFormat } from './format.ts';
import { githubAnnotations } from './github-annotations.ts';
import { githubComment, gitlabNote } from './github-comment.ts';
import { githubSummary } from './github-summary.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';
import { terminal } from './terminal.ts';

/** Every format by its name. */
export const formats = {
  terminal,
  json,
  markdown,
  /** Loaded when asked for: nobody else waits for scales and layouts. */
  html: async document => (await import('./html.ts')).html(document),
  csv,
  sarif,
  'github-summary': githubSummary,
  'github-annotations': githubAnnotations,
  'github-comment': githubComment,
  gitlab,
  'gitlab-note': gitlabNote,
  badge,
  shields,
} as const satisfies Record<string, AnyFormat>;
