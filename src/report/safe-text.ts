/**
 * Text from a repository is untrusted: a path may hold escape sequences, marks that turn the reading direction, or
 * characters that nobody can see. Here they become visible, plain ASCII escapes, before any format gets them.
 */

/** Control characters, line and paragraph separators, everything that renders as nothing (zero width, bidi, tags, fillers), annotation marks. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u;
const INVISIBLE_OR_LONE = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\p{Cs}]/gu;
const LONE_SURROGATE = /\p{Cs}/u;
/** A combining mark with nothing of its own to sit on would change the character before the text. */
const LEADING_MARK = /^\p{M}/u;
/** More than four marks on one letter are drawn over the neighbouring lines; no script needs them. */
const PILED_MARKS = /(?<=\p{M}{4})\p{M}/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCharacter(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return short;
  const point = character.codePointAt(0) ?? 0;
  const hex = point.toString(16).padStart(4, '0');
  return point > 0xffff ? `\\u{${hex}}` : `\\u${hex}`;
}

/**
 * A string as JSON, with everything invisible or steering as escapes: a reader gets the same text, a terminal that
 * shows the JSON gets nothing to obey.
 */
export const inertJson = (text: string): string =>
  JSON.stringify(text).replace(INVISIBLE_OR_LONE, character =>
    Array.from(character.split(''), unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(
      '',
    ),
  );

/**
 * The same text with everything invisible or steering written as an escape (`\u202e`, `\n`). Text without such
 * characters comes back unchanged; in text with them, backslashes are doubled so that the result reads back exactly.
 */
export function inert(text: string): string {
  const needsEscape =
    INVISIBLE.test(text) ||
    LONE_SURROGATE.test(text) ||
    LEADING_MARK.test(text) ||
    text.search(PILED_MARKS) >= 0;
  if (!needsEscape) return text;
  return text
    .replaceAll('\\', '\\\\')
    .replace(INVISIBLE_OR_LONE, escapeCharacter)
    .replace(LEADING_MARK, escapeCharacter)
    .replace(PILED_MARKS, escapeCharacter);
}
