import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../helpers/run.ts';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(projectRoot, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => join('docs', name)),
];

/** GitHub's anchor of a heading, or the one that the heading names itself. */
const anchors = (markdown: string): Set<string> =>
  new Set(
    [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => {
      const named = /\{#([\w-]+)\}\s*$/.exec(title);
      return (
        named?.[1] ??
        title
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} -]/gu, '')
          .replaceAll(' ', '-')
      );
    }),
  );

describe.each(pages)('%s', page => {
  const text = readFileSync(join(projectRoot, page), 'utf8');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter(target => !/^https?:/.test(target));

  it('links to pages and headings that exist', () => {
    for (const link of links) {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? join(projectRoot, page) : join(projectRoot, dirname(page), path);
      expect(existsSync(target), `${page} → ${link}`).toBe(true);
      if (anchor !== undefined)
        expect([...anchors(readFileSync(target, 'utf8'))], `${page} → ${link}`).toContain(anchor);
    }
  });
});

it('names the two commands for a fresh machine where scripts find them', () => {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
  const scripts = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).scripts as Record<
    string,
    string
  >;
  for (const name of ['run', 'test']) {
    const command = new RegExp(`<!-- ${name} command -->\\n\`\`\`sh\\n(.+)\\n\`\`\``).exec(readme)?.[1] ?? '';
    expect(command).toMatch(/^npm ci && npm /);
    const script = /npm (?:run (?:--silent )?)?(\w+)(?: --.*)?$/.exec(command)?.[1] ?? '';
    expect(Object.keys(scripts)).toContain(script);
  }
});
