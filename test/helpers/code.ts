/** A function of `depth` nested ifs: cognitive complexity 1 + 2 + … + depth. */
export function nestedIfs(depth: number, name = 'decide'): string {
  const open = Array.from({ length: depth }, (_, i) => `${'  '.repeat(i + 1)}if (x > ${i}) {\n`).join('');
  const close = Array.from({ length: depth }, (_, i) => `${'  '.repeat(depth - i)}}\n`).join('');
  return `export function ${name}(x: number): number {\n${open}${'  '.repeat(depth + 1)}return 1;\n${close}  return 0;\n}\n`;
}

/** `count` statements of one line each, complexity 0. */
export const constants = (count: number, value = 1): string =>
  Array.from({ length: count }, (_, i) => `export const v${i + 1} = ${value};\n`).join('');
