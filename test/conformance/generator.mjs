import fc from 'fast-check';

/**
 * Programs by grammar: every construct that the rule speaks of, and those that stand between (parentheses, casts,
 * calls, classes, decorators, markup), nested at random. No function stands directly as an arm of `?:`, which the
 * oracle is known to miscount.
 */
const { statement } = fc.letrec(tie => {
  const e = tie('expression');
  const s = tie('statement');
  const of = (...parts) =>
    fc
      .tuple(...parts.map(part => (typeof part === 'string' ? fc.constant(part) : part)))
      .map(texts => texts.join(''));
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const block = fc.array(s, { maxLength: 3 }).map(list => `{ ${list.join(' ')} }`);
  const body = fc.oneof({ maxDepth: 4, depthIdentifier: 'program' }, fc.constant(';'), block, s);
  const parameters = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('', 'x', 'x, y', '{ x }', '...x') },
    { weight: 1, arbitrary: of('x = ', tie('operand')) },
    { weight: 1, arbitrary: of('{ x = ', tie('operand'), ' } = {}') },
  );
  const member = fc.oneof(
    of(name, '(', parameters, ') ', block),
    of('constructor(', parameters, ') ', block),
    of('get p() ', block),
    of('static async *', name, '(', parameters, ') ', block),
    of('[', tie('operand'), '](', parameters, ') ', block),
    of('f = ', e, ';'),
    of('static { ', s, ' }'),
    of('@dec(', e, ') m() ', block),
    fc.constant('abstract q(): void;'),
  );
  // One constructor at most, or the parser of the oracle refuses the class.
  const members = fc
    .array(member, { maxLength: 3 })
    .map(list =>
      list
        .filter(
          (text, i) =>
            !text.startsWith('constructor') || list.findIndex(other => other.startsWith('constructor')) === i,
        )
        .join(' '),
    );
  const operand = fc.oneof(
    { maxDepth: 5, depthIdentifier: 'program' },
    { weight: 6, arbitrary: name },
    { weight: 1, arbitrary: fc.constantFrom('1', '"s // t"', '/[/*"]/g', '`t /* */`') },
    { weight: 3, arbitrary: of('(', e, ')') },
    { weight: 2, arbitrary: of('!', tie('operand')) },
    { weight: 1, arbitrary: of('(', e, ')!') },
    { weight: 1, arbitrary: of('(', e, ' as any)') },
    { weight: 1, arbitrary: of('(', e, ' satisfies any)') },
    { weight: 2, arbitrary: of(name, '(', e, ', ', e, ')') },
    { weight: 2, arbitrary: of(name, '?.p?.(', e, ')') },
    {
      weight: 1,
      arbitrary: of(name, '.map((', parameters, ') => ', tie('operand'), ').filter(function () ', block, ')'),
    },
    { weight: 1, arbitrary: of('[', e, ', ...', tie('operand'), ']') },
    { weight: 1, arbitrary: of('`x${', e, '}y${', e, '}`') },
    { weight: 1, arbitrary: of('({ k: ', e, ', m(', parameters, ') ', block, ', get g() ', block, ' })') },
    { weight: 1, arbitrary: of('(async (', parameters, ') => ', block, ')') },
    { weight: 1, arbitrary: of('(class extends m(', e, ') { ', members, ' })') },
    { weight: 2, arbitrary: tie('markup') },
  );
  const logical = fc
    .tuple(
      tie('operand'),
      fc.array(fc.tuple(fc.constantFrom('&&', '&&', '||'), tie('operand')), { minLength: 1, maxLength: 4 }),
    )
    .map(([first, rest]) => rest.reduce((text, [operator, next]) => `${text} ${operator} ${next}`, first));
  const coalesced = of(tie('operand'), ' ?? ', tie('operand'));
  // Parentheses keep functions away from the arms.
  const conditional = of(tie('operand'), ' ? a(', e, ') : [', e, ']');
  const chained = of(
    tie('operand'),
    ' ? b : ',
    tie('operand').filter(text => !/=>|function/.test(text)),
    ' ? c : d',
  );
  return {
    operand,
    expression: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'program' },
      { weight: 3, arbitrary: name },
      { weight: 3, arbitrary: operand },
      { weight: 4, arbitrary: logical },
      { weight: 1, arbitrary: coalesced },
      { weight: 2, arbitrary: conditional },
      { weight: 1, arbitrary: chained },
      { weight: 1, arbitrary: of(name, fc.constantFrom(' = ', ' += ', ' ??= ', ' &&= ', ' ||= '), e) },
      {
        weight: 1,
        arbitrary: of(
          '(',
          parameters,
          ') => ',
          fc.oneof(
            block,
            operand.filter(text => !text.startsWith('{')),
          ),
        ).map(text => `(${text})`),
      },
      { weight: 1, arbitrary: of(operand, fc.constantFrom(' + ', ' === ', ' in '), operand) },
    ),
    markup: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'program' },
      fc.constant('<i/>'),
      of('<a b={', e, '} c="d\\" {...', tie('operand'), "}>it's // text {", e, '}</a>'),
      of('<>{(', logical, ')}{/* none */}{', name, ' && <b/>}</>'),
      of('<b on={', logical, '}>{', conditional, '}</b>'),
    ),
    statement: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'program' },
      { weight: 3, arbitrary: of(name, ' = ', e, ';') },
      { weight: 1, arbitrary: of('let v', fc.nat({ max: 1e9 }).map(String), ': A<"x"> = ', e, ';') },
      { weight: 3, arbitrary: of('if (', e, ') ', block) },
      { weight: 2, arbitrary: of('if (', e, ') ', block, ' else ', block) },
      { weight: 2, arbitrary: of('if (', e, ') ', block, ' else if (', e, ') ', block, ' else ', body) },
      { weight: 1, arbitrary: of('for (let i = ', operand, '; ', e, '; ', e, ') ', body) },
      { weight: 1, arbitrary: of('for (const k of ', operand, ') ', body) },
      { weight: 1, arbitrary: of('for (const k in ', e, ') ', body) },
      { weight: 1, arbitrary: of('while (', e, ') ', body) },
      { weight: 1, arbitrary: of('do ', block, ' while (', e, ');') },
      { weight: 1, arbitrary: of('l: for (;;) { ', s, ' if (', e, ') continue l; else break l; }') },
      {
        weight: 1,
        arbitrary: of('switch (', e, ') { case ', e, ': ', s, ' break; case 2: default: ', s, ' }'),
      },
      {
        weight: 1,
        arbitrary: of(
          'try ',
          block,
          ' catch ',
          fc.constantFrom('', '(x) ', '({ y = a ? 1 : 2 }) '),
          block,
          ' finally ',
          block,
        ),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.nat({ max: 1e9 }), parameters, block)
          .map(([n, p, b]) => `{ function f${n}(${p}) ${b} }`),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.nat({ max: 1e9 }), members)
          .map(([n, m]) => `{ abstract class C${n} { ${m} } }`),
      },
      { weight: 1, arbitrary: of('throw ', e, ';') },
    ),
  };
});
const statements = fc.array(statement, { minLength: 1, maxLength: 4 }).map(list => list.join('\n'));

/** The same programs for the same seed. */
export const programs = (count, seed) => fc.sample(statements, { numRuns: count, seed });
