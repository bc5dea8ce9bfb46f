import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasScriptBlocks, scriptBlocks } from '../../src/source/script-blocks.ts';

/** What is left, by line number, without the white space. */
function lines(path: string, text: string): Record<number, string> | undefined {
  const script = scriptBlocks(path, text);
  if (!script) return undefined;
  expect(script.text.length).toBe(text.length);
  return Object.fromEntries(
    script.text
      .split('\n')
      .map((line, i) => [i + 1, line.trim()] as const)
      .filter(([, line]) => line !== ''),
  );
}

describe('hasScriptBlocks', () => {
  it('is about Vue, Svelte and Astro', () => {
    expect(['a.vue', 'a.svelte', 'a.astro', 'a.ts', 'vue'].map(hasScriptBlocks)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('scriptBlocks', () => {
  it('keeps line numbers and columns', () => {
    const vue =
      '<template>\n  <p/>\n</template>\n<script lang="ts">\n  let a = 1\n</script>\n<style>\nscript { }\n</style>\n';
    expect(lines('a.vue', vue)).toEqual({ 5: 'let a = 1', 6: ';' });
    expect(scriptBlocks('a.vue', vue)!.text.indexOf('let a')).toBe(vue.indexOf('let a'));
    expect(scriptBlocks('a.vue', vue)!.language).toBe('ts');
  });

  it('joins several blocks as the richest of their languages', () => {
    expect(lines('a.vue', '<script>\na\n</script>\n<script setup lang=tsx>\nb\n</script>')).toEqual({
      2: 'a',
      3: ';',
      5: 'b',
      6: ';',
    });
    expect(
      scriptBlocks('a.vue', '<script>\na\n</script>\n<script setup lang=tsx>\nb\n</script>')!.language,
    ).toBe('tsx');
    expect(scriptBlocks('a.svelte', "<script lang='ts'>a</script><script module>b</script>")!.language).toBe(
      'ts',
    );
  });

  it.each([
    ['<script>a</script>', 'js'],
    ['<script type="module">a</script>', 'js'],
    ['<script type="text/typescript">a</script>', 'ts'],
    ['<script type="text/javascript">a</script>', 'js'],
    ['<script lang="JSX">a</script>', 'jsx'],
    ['<SCRIPT LANG="ts">a</SCRIPT>', 'ts'],
    ['<script lang="constructor">a</script>', 'js'],
  ])('%s is %s', (text, language) => expect(scriptBlocks('a.svelte', text)?.language).toBe(language));

  it('leaves scripts that are data alone', () => {
    expect(scriptBlocks('a.svelte', '<script type="application/ld+json">{}</script>')).toBeUndefined();
    expect(scriptBlocks('a.svelte', '<p>no script</p>')).toBeUndefined();
    expect(scriptBlocks('a.vue', '<script src="./a.ts"/>\n<p/>')).toBeUndefined();
  });

  it('reads the frontmatter and the scripts of an Astro file as TypeScript', () => {
    const astro = '---\nconst a = 1\n---\n<p>---</p>\n<script>\nb()\n</script>\n';
    expect(lines('a.astro', astro)).toEqual({ 2: 'const a = 1', 3: ';', 6: 'b()', 7: ';' });
    expect(scriptBlocks('a.astro', astro)!.language).toBe('ts');
    expect(lines('a.astro', '---\nconst a = 1')).toEqual({ 2: 'const a = 1' });
    expect(scriptBlocks('a.astro', '<p/>\n---\nno code\n---\n')).toBeUndefined();
  });

  it('sees no script in comments, styles, templates and documentation', () => {
    expect(scriptBlocks('a.vue', '<!-- <script>a</script> -->')).toBeUndefined();
    expect(scriptBlocks('a.vue', '<style>/* <script>a</script> */</style>')).toBeUndefined();
    expect(
      scriptBlocks('a.vue', '<template><template><script>a</script></template><i/></template>'),
    ).toBeUndefined();
    expect(lines('a.vue', '<docs>\n<script>a</script>\n</docs>\n<script>\nb\n</script>')).toEqual({
      5: 'b',
      6: ';',
    });
  });

  it('finds the end of a script by its tag, whatever the code says', () => {
    expect(lines('a.vue', '<script>\nif (a</b/.exec(c)) d = "<script>"\n</script >')).toEqual({
      2: 'if (a</b/.exec(c)) d = "<script>"',
      3: ';',
    });
    expect(lines('a.svelte', '<p>{a<b}</p>\n<script>\nc\n</script>')).toEqual({ 3: 'c', 4: ';' });
    expect(lines('a.svelte', '<p title="<script>">x</p>\n<script>\nc\n</script>')).toEqual({
      3: 'c',
      4: ';',
    });
  });

  it('goes on behind a template that is never closed', () => {
    expect(lines('a.vue', '<template>\n<p>\n<script>\na\n</script>')).toEqual({ 4: 'a', 5: ';' });
    expect(lines('a.vue', '<script>\nnever closed')).toEqual({ 2: 'never closed' });
  });

  it.each([
    '<',
    '<a',
    '<a ',
    '<a b="',
    '<!--',
    '<script',
    '<script>',
    '<a/>',
    '</a>',
    '---\n',
    '<template>',
    "<a b='",
  ])('gets through 200,000 times %j', piece => {
    for (const path of ['a.vue', 'a.svelte', 'a.astro']) {
      const text = piece.repeat(200_000);
      expect(scriptBlocks(path, text)?.text.length ?? text.length).toBe(text.length);
    }
  });

  it('never changes the length or the line breaks', () => {
    const pieces = [
      '<script>',
      '</script>',
      '<script lang="ts">',
      '<!--',
      '-->',
      '<template>',
      '</template>',
      '---',
      '\n',
      '\r\n',
      '\u2028',
      'a<b',
      '"',
      "'",
      ' ',
      '/>',
      '😀',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 40 }),
        fc.constantFrom('a.vue', 'a.svelte', 'a.astro'),
        (parts, path) => {
          const text = parts.join('');
          const script = scriptBlocks(path, text)?.text;
          if (script === undefined) return;
          expect(script.length).toBe(text.length);
          expect(script.replace(/[^\r\n\u2028\u2029]/g, '.')).toBe(text.replace(/[^\r\n\u2028\u2029]/g, '.'));
        },
      ),
      { seed: 5, numRuns: 500 },
    );
  });
});
