/** One meaning for each word, in one line, for hover texts, printed glossaries and the documentation. */
export const glossary = {
  slowdown: 'extra time that work takes, compared with the same work in healthy code, under a named scenario',
  scenario:
    'a named set of assumptions about how much slower unhealthy code is to work in; git cannot measure it',
  'value stream': 'a named part of the product: a set of paths, with an owner and a cost of delay',
  'roadmap item': 'planned work that touches one or more value streams',
  'debt item':
    'a file whose health is below the healthy band, or that holds a function that is hard to follow',
  'cost per quarter':
    'hours (and money, when a rate is configured) that the slowdown takes from the team each quarter: the interest',
  fix: 'the one-off hours to bring a file back to health: the principal',
  payback:
    'weeks until the hours saved add up to the hours of the fix; "never" when that takes more than two years',
  'cost of delay': 'value lost for each week that an outcome comes later',
  'worth fixing':
    'at least an even chance that fixing has paid for itself within two years, and a gain on average',
  'better left alone':
    'costly or ugly code for which fixing has less than a one in five chance to pay back within two years',
  health: 'from 10 (easy to work in) to 1 (worst), from the complexity and the size of a file',
  'health deficit': '10 minus health: up to 1 is healthy, up to 6 a warning, above 6 an alert',
  'cognitive complexity':
    'how hard a function is to follow: breaks in its flow, weighted by how deep they are nested',
  change: "one commit's touch of one file",
  'fix commit':
    'a commit whose subject line says that it fixes something; about three in four of these labels are right',
  'follow-up fix': 'a fix commit that rewrites lines which an earlier change added less than 90 days before',
  'fix burden': 'extra time for follow-up fixes, compared with healthy code of the same repository',
  'effort share':
    "the part of the team's working time that goes to a file or value stream, estimated from commits",
  hotspot: 'complicated code that changes often',
  capacity: 'engineer-hours that the time ahead holds for code which exists today',
  'expected value': 'the average over all simulated outcomes: the figure to plan and multiply with',
  '80 % range': 'eight of ten simulated outcomes fall inside; one in ten below, one in ten above',
  'track record': "how often the tool's own past forecasts held in this repository",
  CD3: 'cost of delay divided by duration: orders work, is not an amount',
  WSJF: 'relative points for value and size, made for comparing backlog entries; not an amount',
  NPV: 'what a fix saves over eight quarters minus what it costs, later savings counted a little less',
  saving: 'hours a fix would save under the scenario; a refactoring removes half of the slowdown on average',
} as const;

export type Term = keyof typeof glossary;
