/** Pieces of text that look like code or comments to a plain scanner and are neither. */
export interface Literal {
  readonly start: number;
  readonly end: number;
  /** White space in JSX text is layout; in a regular expression or attribute it is content. */
  readonly isJsxText: boolean;
}

/** A stretch of text to find lines and a hash for. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

export interface RegionText {
  /** 1-based, inclusive. */
  readonly line: number;
  readonly endLine: number;
  /** 64 bits in hex. */
  readonly hash: string;
}

export interface TextScan {
  /** Lines that hold something besides white space and comments. */
  readonly loc: number;
  readonly regions: readonly RegionText[];
}

const NEVER = 0x7fff_ffff;
const FIRST_SEED = 0x9e3779b9 | 0;
const SECOND_SEED = 0x85ebca6b | 0;

/**
 * One pass over the text: source lines, line numbers, and a hash for each region that ignores white space and
 * comments. A region inside another enters the outer hash as its own hash, so the pass stays linear however deep
 * functions nest.
 * The hash tells texts apart by accident-proof odds (2 x 32 bits); it is no defence against a chosen collision.
 * @param literals in source order, not overlapping
 * @param regions any order; two regions nest or are apart
 */
export function scanText(text: string, literals: readonly Literal[], regions: readonly Region[]): TextScan {
  const order = regions.map((_, index) => index);
  order.sort((a, b) => regions[a]!.start - regions[b]!.start || regions[b]!.end - regions[a]!.end || a - b);
  const found: RegionText[] = new Array(regions.length);

  const length = text.length;
  let line = 1;
  let lastTokenLine = 1;
  let hasCode = false;
  let loc = 0;

  let h1 = FIRST_SEED;
  let h2 = SECOND_SEED;
  const open: {
    readonly index: number;
    readonly end: number;
    readonly line: number;
    readonly h1: number;
    readonly h2: number;
  }[] = [];
  let nextRegion = 0;
  let boundary = order.length > 0 ? regions[order[0]!]!.start : NEVER;

  let nextLiteral = 0;
  let literalStart = literals.length > 0 ? literals[0]!.start : NEVER;

  /** Brace depth at each `${` we are inside of: the matching `}` continues the template. */
  const templates: number[] = [];
  let braces = 0;
  let gap = false;
  let previous = 0;

  const mix = (a: number, b: number): void => {
    h1 = Math.imul(h1 ^ a, 0x9e3779b1);
    h1 = (h1 << 13) | (h1 >>> 19);
    h2 = Math.imul(h2 ^ b, 0x85ebca77);
    h2 = (h2 << 17) | (h2 >>> 15);
  };
  const newLine = (): void => {
    if (hasCode) loc++;
    hasCode = false;
    line++;
  };
  const close = (): void => {
    const region = open.pop()!;
    const [a, b] = [finish(h1, h2), finish(h2, h1)];
    found[region.index] = {
      line: region.line,
      endLine: Math.max(region.line, lastTokenLine),
      hash: hex(a) + hex(b),
    };
    h1 = region.h1;
    h2 = region.h2;
    mix(a, b);
  };
  const crossBoundary = (position: number): void => {
    for (;;) {
      const top = open.at(-1);
      const start = nextRegion < order.length ? regions[order[nextRegion]!]!.start : NEVER;
      if (top && top.end <= position && top.end <= start) {
        close();
      } else if (start <= position) {
        const index = order[nextRegion++]!;
        open.push({ index, end: regions[index]!.end, line, h1, h2 });
        h1 = FIRST_SEED;
        h2 = SECOND_SEED;
        // What stands before a function is no part of it.
        previous = 0;
      } else {
        boundary = Math.min(start, top ? top.end : NEVER);
        return;
      }
    }
  };
  /** Text that counts as it stands, line breaks included. */
  const verbatim = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) newLine();
      else if (!isSpace(c)) {
        hasCode = true;
        lastTokenLine = line;
      }
      mix(c, c);
    }
  };
  /** Words of JSX text, one space between two of them. */
  const jsxText = (from: number, to: number): void => {
    let pending = false;
    let any = false;
    for (let i = from; i < to; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) newLine();
      if (isSpace(c)) {
        pending = any;
        continue;
      }
      if (pending) mix(32, 32);
      pending = false;
      any = true;
      hasCode = true;
      lastTokenLine = line;
      mix(c, c);
    }
  };

  let i = text.startsWith('#!') ? lineEnd(text, 0) : 0;
  while (i < length) {
    const c = text.charCodeAt(i);
    if (i >= literalStart) {
      const literal = literals[nextLiteral++]!;
      literalStart = nextLiteral < literals.length ? literals[nextLiteral]!.start : NEVER;
      if (literal.end <= i) continue;
      if (i >= boundary) crossBoundary(i);
      if (literal.isJsxText) jsxText(i, literal.end);
      else verbatim(i, literal.end);
      i = literal.end;
      gap = false;
      previous = 0;
      continue;
    }
    if (c < 128 && IS_ASCII_WORD[c] === 1) {
      if (i >= boundary) crossBoundary(i);
      hasCode = true;
      lastTokenLine = line;
      if (gap && isWord(previous)) mix(32, 32);
      gap = false;
      const limit = Math.min(boundary, literalStart, length);
      let d = c;
      do {
        h1 = Math.imul(h1 ^ d, 0x9e3779b1);
        h1 = (h1 << 13) | (h1 >>> 19);
        h2 = Math.imul(h2 ^ d, 0x85ebca77);
        h2 = (h2 << 17) | (h2 >>> 15);
        previous = d;
        i++;
        d = i < limit ? text.charCodeAt(i) : 0;
      } while (d < 128 && IS_ASCII_WORD[d] === 1);
      continue;
    }
    if (c === 10 || c === 13) {
      if (c === 10 || text.charCodeAt(i + 1) !== 10) newLine();
      gap = true;
      i++;
      continue;
    }
    if (isSpace(c)) {
      gap = true;
      i++;
      continue;
    }
    if (c === 47) {
      const next = text.charCodeAt(i + 1);
      if (next === 47) {
        i = lineEnd(text, i);
        gap = true;
        continue;
      }
      if (next === 42) {
        const found = text.indexOf('*/', i + 2);
        const end = found < 0 ? length : found + 2;
        for (let j = i; j < end; j++) {
          const d = text.charCodeAt(j);
          if (d === 10 || (d === 13 && text.charCodeAt(j + 1) !== 10)) newLine();
        }
        i = end;
        gap = true;
        continue;
      }
    }
    if (i >= boundary) crossBoundary(i);
    hasCode = true;
    lastTokenLine = line;
    if (c === 34 || c === 39) {
      const end = stringEnd(text, i, c);
      verbatim(i, end);
      i = end;
      gap = false;
      previous = c;
      continue;
    }
    const continues = c === 125 && templates.length > 0 && templates.at(-1) === braces;
    if (c === 96 || continues) {
      if (continues) templates.pop();
      const end = templateEnd(text, i + 1);
      verbatim(i, end);
      i = end;
      if (text.charCodeAt(end - 1) === 123) templates.push(braces);
      gap = false;
      previous = 96;
      continue;
    }
    if (c === 123) braces++;
    else if (c === 125 && braces > 0) braces--;
    // Two words, or two signs that would read as another one (`a - -b`), stay apart whatever the layout.
    if (gap && ((isWord(previous) && isWord(c)) || (previous === c && (c === 43 || c === 45)))) mix(32, 32);
    gap = false;
    previous = c;
    h1 = Math.imul(h1 ^ c, 0x9e3779b1);
    h1 = (h1 << 13) | (h1 >>> 19);
    h2 = Math.imul(h2 ^ c, 0x85ebca77);
    h2 = (h2 << 17) | (h2 >>> 15);
    i++;
  }
  if (hasCode) loc++;
  crossBoundary(length);
  while (open.length > 0) close();
  return { loc, regions: found };
}

/** End of the line that `from` is on, before its line break. */
function lineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 13 || c === 0x2028 || c === 0x2029) return i;
  }
  return text.length;
}

/** Behind the closing quote, or at the line break when there is none. */
function stringEnd(text: string, from: number, quote: number): number {
  for (let i = from + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) return i + 1;
    if (c === 92) {
      if (text.charCodeAt(i + 1) === 13 && text.charCodeAt(i + 2) === 10) i++;
      i++;
    } else if (c === 10 || c === 13) return i;
  }
  return text.length;
}

/** Behind the closing backtick or the next `${`, from inside a template. */
function templateEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 96) return i + 1;
    if (c === 92) i++;
    else if (c === 36 && text.charCodeAt(i + 1) === 123) return i + 2;
  }
  return text.length;
}

function isSpace(c: number): boolean {
  if (c < 128) return c === 32 || (c >= 9 && c <= 13);
  return (
    c === 0xa0 ||
    c === 0xfeff ||
    c === 0x85 ||
    c === 0x1680 ||
    (c >= 0x2000 && c <= 0x200b) ||
    c === 0x2028 ||
    c === 0x2029 ||
    c === 0x202f ||
    c === 0x205f ||
    c === 0x3000
  );
}

/** 1 for letters, digits, `_` and `$`. */
const IS_ASCII_WORD = Uint8Array.from({ length: 128 }, (_, c) =>
  /[\w$]/.test(String.fromCharCode(c)) ? 1 : 0,
);

/** Part of an identifier or number. */
const isWord = (c: number): boolean => c > 127 || IS_ASCII_WORD[c] === 1;

/** Final avalanche of MurmurHash3 (public domain): each input bit reaches each output bit. */
function finish(a: number, b: number): number {
  let h = a ^ Math.imul(b ^ (b >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
