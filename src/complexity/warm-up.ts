import { measureText } from './measure.ts';

/**
 * Tokens and statements that are rare in most code. The engine compiles what it has seen of a function, and starts over
 * when something new turns up; the scanner of the compiler is one function of a thousand lines, and was compiled eight
 * times over in the first second. Seen all of it once, it is compiled twice: a tenth to a sixth less time to parse
 * 4 MB.
 */
export const RARE_SYNTAX = `#!/x
/* a
b */ // c
a = [0x1F, 0b1, 0o7, 1_0.5e-3, 1n, .5, 'a\\n\\u0041\\x41\\u{1F}\\
b', "c", \`t\${a}u\${b}v\`, /a[/]b/g, ~b ^ c & d | e, !a, -b, +c, a % b, a ** b, a ?? b, a?.b, a?.[0], a && b || c, a ? b : c];
a += 1; a -= 1; a *= 2; a /= 2; a %= 2; a **= 2; a <<= 1; a >>= 1; a >>>= 1; a &= 1; a |= 1; a ^= 1; a &&= 1; a ||= 1; a ??= 1;
a++; a--; a << b; a >> b; a >>> b; a <= b; a >= b; a < b; a > b; a == b; a === b; a != b; a !== b; (a, ...b) => c; @d class e { #f: g; }
\\u0061b = \u00e9;
for (const a in b) for (const c of d) while (e) do { if (f) break; else continue; } while (g); o: for (;;) break o;
switch (h) { case 1: j(); default: } try { throw k!; } catch (l) { } namespace u.v { } enum w { x } interface A { } type B = C;
class m { constructor() { } get n() { return 1; } set n(p) { } static q = () => r; async s() { await t; } }
function* y(z) { yield z; } export default function () { } const D = function () { return (E && F) || (G ?? (H as I)) ? J : K; };
`;

/** More often brings nothing more. */
const TIMES = 3;

/** Shows the engine what the files to come may hold. */
export function warmUp(): void {
  for (let i = 0; i < TIMES; i++) measureText('rare.ts', RARE_SYNTAX);
}
