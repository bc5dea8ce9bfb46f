/**
 * Sentences the tool must never print, as patterns over any rendered text (lines joined). Each has a reason in
 * docs/model.md: what the evidence does not carry is not said.
 */
export const forbidden: readonly { readonly claim: string; readonly pattern: RegExp }[] = [
  { claim: 'a slowdown as a prediction', pattern: /\bwill (slow|cost|delay|take|save|reduce)/i },
  {
    claim: 'measured from commit times',
    pattern: /(slowdown|longer)[^.]{0,60}measured (from|in) (git|commits?)/i,
  },
  { claim: 'fewer bugs through refactoring', pattern: /(fewer|less|more) (bugs|defects)/i },
  { claim: 'bugs instead of fix commits', pattern: /\bbugs?\b/i },
  { claim: 'a published headline as a fact about this code', pattern: /15 times|2\.24 ?(×|x|times)/i },
  { claim: 'complexity as the reason for the ranking', pattern: /complexity (predicts|makes the ranking)/i },
  {
    claim: 'more than two significant digits of a percentage',
    pattern: /(?<![\d.,])(?:[1-9]\d*\.\d|[1-9]\d[1-9]) ?%/,
  },
  {
    claim: 'a name beside a cost',
    pattern: /(?:Ada|Lin|Grace)[^\n]{0,80}(?:€|\bh\b)|(?:€|\bh\b)[^\n]{0,80}(?:Ada|Lin|Grace)/,
  },
];

/** The lines with whole paragraphs joined, so that no claim hides behind a line break. */
export function claimsIn(text: string): readonly string[] {
  const joined = text.replace(/\n +/g, ' ');
  return forbidden.filter(({ pattern }) => pattern.test(joined)).map(({ claim }) => claim);
}
