/** Characters of one step in a name; longer ones end in an ellipsis. */
const LONGEST_LABEL = 60;

/**
 * Text from the analysed code that is safe to carry on: control, bidirectional, zero-width and unpaired surrogate
 * characters removed, white space folded, length bounded. Listed by range, since the categories of Unicode
 * change between versions of Node and names must not.
 */
export function visibleText(raw: string, longest = LONGEST_LABEL): string {
  const cut = raw.length > longest ? `${raw.slice(0, longest - 1)}…` : raw;
  if (/^[\x21-\x7e]*$/.test(cut)) return cut;
  return cut
    .replace(/\s+/g, ' ')
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu,
      '',
    )
    .trim();
}
