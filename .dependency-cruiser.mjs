/**
 * Imports point one way: bin → cli → {config, pipeline, report}, pipeline → {git, source, complexity, history, config,
 * cache, model, issues}, all of them → core. Each rule says what it is good for.
 */

/** What each folder of src may import from src, besides itself. */
const allowed = {
  core: [],
  git: ['core'],
  source: ['core'],
  complexity: ['core'],
  history: ['core'],
  config: ['core'],
  cache: ['core'],
  model: ['core'],
  issues: ['core'],
  pipeline: ['core', 'git', 'source', 'complexity', 'history', 'config', 'cache', 'model', 'issues'],
  report: ['core'],
  cli: ['core', 'config', 'pipeline', 'report'],
};

const reasons = {
  core: 'The shared words stand alone: whoever reads them needs to know nothing else.',
  git: 'Git is read the same way whatever the figures are used for.',
  source: 'What counts as source is a rule about paths, not about git or prices.',
  complexity: 'A measure depends on the text of a file and on nothing else, so it can be kept by blob id.',
  history: 'The rules of counting can be read without knowing how git prints them or what a change costs.',
  config: 'The cost model is validated before anything is measured.',
  cache: 'A cache that knew what it keeps would have to change with it.',
  model: 'A formula can be read without knowing git, YAML or a report.',
  issues: 'Exports of trackers are read the same way whatever is regressed on them.',
  pipeline:
    'Measures, prices and forecasts meet here, by the cost model of the revision; how they are printed does not.',
  report: 'A view shows what it is given: a figure that needs computing belongs in the model.',
  cli: 'Commands go through the pipeline; one that reads git itself would answer differently from the others.',
};

/** Packages that one folder owns. */
const owners = {
  commander: 'cli',
  'simple-git': 'git',
  'ts-morph': 'complexity',
  yaml: 'config',
  zod: 'config',
  re2js: 'config',
  chalk: 'report/formats',
  'cli-table3': 'report/formats',
  'd3-scale': 'report/formats',
  'd3-hierarchy': 'report/formats',
  'simple-statistics': 'model',
  'ml-matrix': 'model',
  'csv-parse': 'issues',
};

const pure = '^src/(core|source|history|issues|model|report)/';

export default {
  forbidden: [
    ...Object.entries(allowed).map(([folder, others]) => ({
      name: `${folder}-imports`,
      severity: 'error',
      comment: reasons[folder],
      from: { path: `^src/${folder}/` },
      to: { path: '^(src|bin|test|bench|scripts)/', pathNot: `^src/(${[folder, ...others].join('|')})/` },
    })),
    {
      name: 'formats-know-no-view',
      severity: 'error',
      comment: 'A format prints any Document; one that knows a view prints only that.',
      from: { path: '^src/report/formats/' },
      to: { path: '^src/report/views/' },
    },
    {
      name: 'views-know-no-format',
      severity: 'error',
      comment: 'A view says what there is to say, not where it will be read.',
      from: { path: '^src/report/views/' },
      to: { path: '^src/report/formats/' },
    },
    ...Object.entries(owners).map(([name, folder]) => ({
      name: `${name}-has-one-home`,
      severity: 'error',
      comment: `Only src/${folder} talks to ${name}: it can be replaced, mocked and audited in one place.`,
      from: { path: '^src/', pathNot: `^src/${folder}/` },
      to: { path: `(^|/)node_modules/(@types/)?${name}/` },
    })),
    {
      name: 'only-git-starts-programs',
      severity: 'error',
      comment: 'An analysed repository is untrusted: every program is started by the one hardened place.',
      from: { path: '^src/', pathNot: '^src/git/' },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'the-middle-is-pure',
      severity: 'error',
      comment:
        'Files, clock, environment and network are handed in: the same input gives the same bytes, and tests need no set-up.',
      from: { path: pure },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(buffer|crypto|util|path|path/posix)$' },
    },
    {
      name: 'few-places-touch-files',
      severity: 'error',
      comment: 'Only the command line, the cache, git and the config reader open files.',
      from: { path: '^src/', pathNot: '^src/(cli|cache|git|config)/' },
      to: { path: '^(node:)?fs(/promises)?$' },
    },
    {
      name: 'no-network',
      severity: 'error',
      comment: 'Nothing about a repository leaves the machine.',
      from: { path: '^src/' },
      to: { path: '^(node:)?(net|tls|dgram|dns|http|http2|https)(/promises)?$' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Two modules that need each other are one module. Imports of types alone are gone at run time and may point back.',
      from: { path: '^(src|test|scripts|bench)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment:
        'An import that resolves to nothing fails at run time only. The conformance set has packages of its own, installed when it runs.',
      from: { path: '^(src|test|scripts|bench|bin)/', pathNot: '^test/conformance/' },
      to: { couldNotResolve: true, pathNot: '^\\.\\./dist/' },
    },
    {
      name: 'shipped-code-ships-its-dependencies',
      severity: 'error',
      comment: 'A development dependency is missing where the package is installed.',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(dist|test/conformance/node_modules)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
