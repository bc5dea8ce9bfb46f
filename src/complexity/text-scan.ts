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
  return new Scanner(text, literals, regions).scan();
}

/** Bytes of one hash, and of its digits. */
const HASH_BYTES = 8;
const HASH_DIGITS = 2 * HASH_BYTES;

/** Reads a text piece by piece. The pieces have a method each: one long loop would be compiled again and again. */
class Scanner {
  readonly #text: string;
  readonly #literals: readonly Literal[];

  /** Regions in the order in which they begin, the outer one first; of each its place in the list asked for. */
  readonly #order: Uint32Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #lines: Int32Array;
  readonly #endLines: Int32Array;
  readonly #hashes: Buffer;

  #at: number;
  #line = 1;
  #lastTokenLine = 1;
  #hasCode = false;
  #loc = 0;

  #h1 = FIRST_SEED;
  #h2 = SECOND_SEED;
  /** Regions we are inside of, and the hashes around them. */
  readonly #open: number[] = [];
  readonly #outer: number[] = [];
  #nextRegion = 0;
  /** Where the next region begins or the innermost open one ends. */
  #boundary: number;

  #nextLiteral = 0;
  #literalStart: number;

  /** Brace depth at each `${` we are inside of: the matching `}` continues the template. */
  readonly #templates: number[] = [];
  #braces = 0;
  #gap = false;
  #previous = 0;

  constructor(text: string, literals: readonly Literal[], regions: readonly Region[]) {
    const count = regions.length;
    this.#text = text;
    this.#literals = literals;
    this.#starts = new Int32Array(count);
    this.#ends = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      this.#starts[i] = regions[i]!.start;
      this.#ends[i] = regions[i]!.end;
    }
    const starts = this.#starts;
    const ends = this.#ends;
    this.#order = Uint32Array.from({ length: count }, (_, i) => i).sort(
      (a, b) => starts[a]! - starts[b]! || ends[b]! - ends[a]! || a - b,
    );
    this.#lines = new Int32Array(count);
    this.#endLines = new Int32Array(count);
    this.#hashes = Buffer.alloc(HASH_BYTES * count);
    this.#at = text.startsWith('#!') ? lineEnd(text, 0) : 0;
    this.#boundary = count > 0 ? starts[this.#order[0]!]! : NEVER;
    this.#literalStart = literals.length > 0 ? literals[0]!.start : NEVER;
  }

  scan(): TextScan {
    const text = this.#text;
    const length = text.length;
    while (this.#at < length) {
      const c = text.charCodeAt(this.#at);
      if (this.#at >= this.#literalStart) this.#literal();
      else if (c < 128 && IS_ASCII_WORD[c] === 1) this.#word(c);
      else if (c === 10 || c === 13) {
        if (c === 10 || text.charCodeAt(this.#at + 1) !== 10) this.#newLine();
        this.#gap = true;
        this.#at++;
      } else if (isSpace(c)) {
        this.#gap = true;
        this.#at++;
      } else if (c !== 47 || !this.#comment()) this.#sign(c);
    }
    if (this.#hasCode) this.#loc++;
    this.#crossBoundary(length);
    while (this.#open.length > 0) this.#close();
    return { loc: this.#loc, regions: this.#regionTexts() };
  }

  #regionTexts(): RegionText[] {
    const digits = this.#hashes.toString('hex');
    const found: RegionText[] = [];
    for (let i = 0; i < this.#lines.length; i++) {
      const hash = digits.slice(HASH_DIGITS * i, HASH_DIGITS * (i + 1));
      found.push({ line: this.#lines[i]!, endLine: this.#endLines[i]!, hash });
    }
    return found;
  }

  #mix(a: number, b: number): void {
    const h1 = Math.imul(this.#h1 ^ a, 0x9e3779b1);
    this.#h1 = (h1 << 13) | (h1 >>> 19);
    const h2 = Math.imul(this.#h2 ^ b, 0x85ebca77);
    this.#h2 = (h2 << 17) | (h2 >>> 15);
  }

  #newLine(): void {
    if (this.#hasCode) this.#loc++;
    this.#hasCode = false;
    this.#line++;
  }

  #token(): void {
    if (this.#at >= this.#boundary) this.#crossBoundary(this.#at);
    this.#hasCode = true;
    this.#lastTokenLine = this.#line;
  }

  #close(): void {
    const region = this.#open.pop()!;
    const a = finish(this.#h1, this.#h2);
    const b = finish(this.#h2, this.#h1);
    this.#hashes.writeInt32BE(a, HASH_BYTES * region);
    this.#hashes.writeInt32BE(b, HASH_BYTES * region + 4);
    this.#endLines[region] = Math.max(this.#lines[region]!, this.#lastTokenLine);
    this.#h2 = this.#outer.pop()!;
    this.#h1 = this.#outer.pop()!;
    this.#mix(a, b);
  }

  #crossBoundary(position: number): void {
    for (;;) {
      const depth = this.#open.length;
      const end = depth > 0 ? this.#ends[this.#open[depth - 1]!]! : NEVER;
      const isLast = this.#nextRegion === this.#order.length;
      const start = isLast ? NEVER : this.#starts[this.#order[this.#nextRegion]!]!;
      if (depth > 0 && end <= position && end <= start) {
        this.#close();
      } else if (start <= position) {
        const region = this.#order[this.#nextRegion++]!;
        this.#lines[region] = this.#line;
        this.#open.push(region);
        this.#outer.push(this.#h1, this.#h2);
        this.#h1 = FIRST_SEED;
        this.#h2 = SECOND_SEED;
        // What stands before a function is no part of it.
        this.#previous = 0;
      } else {
        this.#boundary = Math.min(start, end);
        return;
      }
    }
  }

  /** A run of letters and digits, nearly all of a text. */
  #word(first: number): void {
    this.#token();
    if (this.#gap && isWord(this.#previous)) this.#mix(32, 32);
    this.#gap = false;
    const text = this.#text;
    const limit = Math.min(this.#boundary, this.#literalStart, text.length);
    let h1 = this.#h1;
    let h2 = this.#h2;
    let i = this.#at;
    let c = first;
    let last = first;
    do {
      h1 = Math.imul(h1 ^ c, 0x9e3779b1);
      h1 = (h1 << 13) | (h1 >>> 19);
      h2 = Math.imul(h2 ^ c, 0x85ebca77);
      h2 = (h2 << 17) | (h2 >>> 15);
      last = c;
      i++;
      c = i < limit ? text.charCodeAt(i) : 0;
    } while (c < 128 && IS_ASCII_WORD[c] === 1);
    this.#h1 = h1;
    this.#h2 = h2;
    this.#at = i;
    this.#previous = last;
  }

  #literal(): void {
    const literal = this.#literals[this.#nextLiteral++]!;
    this.#literalStart =
      this.#nextLiteral < this.#literals.length ? this.#literals[this.#nextLiteral]!.start : NEVER;
    if (literal.end <= this.#at) return;
    if (this.#at >= this.#boundary) this.#crossBoundary(this.#at);
    if (literal.isJsxText) this.#jsxText(literal.end);
    else this.#verbatim(literal.end);
    this.#gap = false;
    this.#previous = 0;
  }

  /** Text that counts as it stands, line breaks included. */
  #verbatim(end: number): void {
    const text = this.#text;
    for (let i = this.#at; i < end; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) this.#newLine();
      else if (!isSpace(c)) {
        this.#hasCode = true;
        this.#lastTokenLine = this.#line;
      }
      this.#mix(c, c);
    }
    this.#at = end;
  }

  /** Words of JSX text, one space between two of them. */
  #jsxText(end: number): void {
    const text = this.#text;
    let pending = false;
    let any = false;
    for (let i = this.#at; i < end; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) this.#newLine();
      if (isSpace(c)) {
        pending = any;
        continue;
      }
      if (pending) this.#mix(32, 32);
      pending = false;
      any = true;
      this.#hasCode = true;
      this.#lastTokenLine = this.#line;
      this.#mix(c, c);
    }
    this.#at = end;
  }

  /** @returns false where the slash begins no comment */
  #comment(): boolean {
    const text = this.#text;
    const from = this.#at;
    const next = text.charCodeAt(from + 1);
    if (next === 47) this.#at = lineEnd(text, from);
    else if (next === 42) {
      const found = text.indexOf('*/', from + 2);
      const end = found < 0 ? text.length : found + 2;
      for (let i = from; i < end; i++) {
        const c = text.charCodeAt(i);
        if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) this.#newLine();
      }
      this.#at = end;
    } else return false;
    this.#gap = true;
    return true;
  }

  /** Anything but a letter, digit, space or comment: quotes and backticks with what they enclose. */
  #sign(c: number): void {
    this.#token();
    const text = this.#text;
    if (c === 34 || c === 39) {
      this.#verbatim(stringEnd(text, this.#at, c));
      this.#gap = false;
      this.#previous = c;
      return;
    }
    const continues = c === 125 && this.#templates.length > 0 && this.#templates.at(-1) === this.#braces;
    if (c === 96 || continues) {
      if (continues) this.#templates.pop();
      const end = templateEnd(text, this.#at + 1);
      this.#verbatim(end);
      if (text.charCodeAt(end - 1) === 123) this.#templates.push(this.#braces);
      this.#gap = false;
      this.#previous = 96;
      return;
    }
    if (c === 123) this.#braces++;
    else if (c === 125 && this.#braces > 0) this.#braces--;
    // Two words, or two signs that would read as another one (`a - -b`), stay apart whatever the layout.
    const previous = this.#previous;
    if (this.#gap && ((isWord(previous) && isWord(c)) || (previous === c && (c === 43 || c === 45))))
      this.#mix(32, 32);
    this.#gap = false;
    this.#previous = c;
    this.#mix(c, c);
    this.#at++;
  }
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
