// The oracle: eslint-plugin-sonarjs 2.0.4, rule cognitive-complexity, asked for the score of every function.
// Installed only in this folder (LGPL-3.0, a tool we run, never a part of what we ship).
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const { Linter } = require('eslint');
const parser = require('@typescript-eslint/parser');
const sonar = dirname(require.resolve('eslint-plugin-sonarjs/package.json'));
const { rule: cognitive } = require(join(sonar, 'cjs/S3776/rule.js'));
const { getMainFunctionTokenLocation } = require(join(sonar, 'cjs/helpers/index.js'));

export const oracleVersions = {
  'eslint-plugin-sonarjs': require('eslint-plugin-sonarjs/package.json').version,
  eslint: require('eslint/package.json').version,
  '@typescript-eslint/parser': require('@typescript-eslint/parser/package.json').version,
  typescript: require('typescript/package.json').version,
};

/** Filled while a file is linted: every function in the tree, whatever its score. */
let seen = [];

const place = loc => `${loc.start.line}:${loc.start.column}`;

const list = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const open = [];
    // Where the innermost function has a function standing directly as an arm of `?:`, and what comes after it.
    const structural = node => {
      const fn = open.at(-1);
      if (fn && node.range[0] >= fn.armEnd) fn.setAside = true;
    };
    return {
      ':function'(node) {
        const { parent } = node;
        const outer = open.at(-1);
        if (outer && parent.type === 'ConditionalExpression' && parent.test !== node) {
          outer.armEnd = Math.min(outer.armEnd, node.range[1]);
        }
        const entry = {
          body: node.body.range[0],
          line: node.loc.start.line,
          place: place(getMainFunctionTokenLocation(node, parent, context)),
          armEnd: Number.POSITIVE_INFINITY,
          setAside: false,
        };
        seen.push(entry);
        open.push(entry);
      },
      ':function:exit': () => void open.pop(),
      IfStatement: node => {
        if (!(node.parent.type === 'IfStatement' && node.parent.alternate === node)) structural(node);
      },
      ForStatement: structural,
      ForInStatement: structural,
      ForOfStatement: structural,
      WhileStatement: structural,
      DoWhileStatement: structural,
      SwitchStatement: structural,
      CatchClause: structural,
      ConditionalExpression: structural,
    };
  },
};

const linter = new Linter({ configType: 'flat' });
const config = {
  files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
  languageOptions: {
    parser,
    ecmaVersion: 'latest',
    sourceType: 'module',
    parserOptions: { ecmaFeatures: { jsx: true }, range: true, loc: true },
  },
  linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
  plugins: { oracle: { rules: { list, cognitive } } },
  rules: { 'oracle/list': 'error', 'oracle/cognitive': ['error', 0] },
};

/**
 * Scores of all functions of one file, in the order of their bodies.
 * @returns { functions: { body, line, cognitive, setAside }[] } or { error } when the oracle cannot read the file
 */
export function askOracle(path, text) {
  seen = [];
  const messages = linter.verify(text, config, { filename: path });
  const fatal = messages.find(message => message.fatal);
  if (fatal) return { error: fatal.message };
  const scores = new Map();
  for (const message of messages) {
    // ESLint also remarks on disabling comments, which mean nothing here.
    if (message.ruleId !== 'oracle/cognitive') continue;
    const score = /Complexity from (\d+) to/.exec(message.message);
    if (!score) return { error: message.message };
    scores.set(`${message.line}:${message.column - 1}`, Number(score[1]));
  }
  const functions = seen
    .map(({ body, line, place, setAside }) => ({ body, line, cognitive: scores.get(place) ?? 0, setAside }))
    .sort((a, b) => a.body - b.body);
  return { functions };
}
