import type { AnyFormat } from './format.ts';

const loaded =
  (load: () => Promise<AnyFormat>): AnyFormat =>
  async (document, options) =>
    (await load())(document, options);

/** Every format by its name, loaded when it is asked for: nobody waits for the tables or charts of another one. */
export const formats = {
  terminal: loaded(async () => (await import('./terminal.ts')).terminal),
  json: loaded(async () => (await import('./json.ts')).json),
  markdown: loaded(async () => (await import('./markdown.ts')).markdown),
  html: loaded(async () => (await import('./html.ts')).html),
  csv: loaded(async () => (await import('./csv.ts')).csv),
  sarif: loaded(async () => (await import('./sarif.ts')).sarif),
  'github-summary': loaded(async () => (await import('./github-summary.ts')).githubSummary),
  'github-annotations': loaded(async () => (await import('./github-annotations.ts')).githubAnnotations),
  'github-comment': loaded(async () => (await import('./github-comment.ts')).githubComment),
  gitlab: loaded(async () => (await import('./gitlab.ts')).gitlab),
  'gitlab-note': loaded(async () => (await import('./github-comment.ts')).gitlabNote),
  badge: loaded(async () => (await import('./badge.ts')).badge),
  shields: loaded(async () => (await import('./badge.ts')).shields),
} as const satisfies Record<string, AnyFormat>;
