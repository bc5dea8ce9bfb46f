/** Levels of brackets beyond which parsing is not even tried: ten times what the parser's stack survives. */
const HOPELESS_DEPTH = 5_000;

/** Open brackets (or `<`, which makes the parser guess) above which a file is parsed under a watchdog. */
const SUSPICIOUS_DEPTH = 64;

/** Characters above which a file is parsed under a watchdog; below it, the watchdog costs more than it may save. */
const SUSPICIOUS_LENGTH = 65_536;

/**
 * A first, linear look at untrusted text: may the parser see it at all, and does it need a watchdog? Brackets in
 * strings and comments count too, so only depths far beyond real code say `hopeless`.
 */
export function bracketRisk(text: string): 'none' | 'suspicious' | 'hopeless' {
  let depth = 0;
  let angles = 0;
  let deepest = text.length > SUSPICIOUS_LENGTH ? SUSPICIOUS_DEPTH + 1 : 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    // Letters and white space, nearly all of the text.
    if (c < 40 || (c > 62 && c < 91) || (c > 93 && c < 123)) continue;
    switch (c) {
      case 40: // (
      case 91: // [
      case 123: // {
        depth++;
        if (depth > deepest) deepest = depth;
        break;
      case 41: // )
      case 93: // ]
      case 125: // }
        if (depth > 0) depth--;
        break;
      case 60: // <
        angles++;
        if (angles > SUSPICIOUS_DEPTH && deepest <= SUSPICIOUS_DEPTH) deepest = angles;
        break;
      case 62: // >
        if (angles > 0) angles--;
        break;
      case 59: // ;
        angles = 0;
        break;
    }
    if (depth > HOPELESS_DEPTH) return 'hopeless';
  }
  return deepest > SUSPICIOUS_DEPTH ? 'suspicious' : 'none';
}
