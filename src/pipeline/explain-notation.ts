/**
 * The few functions that formulas of `explain` use beyond arithmetic. Lists are taken value by value; a single number
 * beside a list stands for every one of its values. Enough to write an evaluator from.
 */
export const notation: Readonly<Record<string, string>> = {
  'log(x), exp(x), sqrt(x), floor(x), ceil(x), round(x), min(x, y), max(x, y)':
    'as usual, natural logarithm; of lists value by value',
  'sum(x), mean(x)': 'over the values of a list',
  'quantile(x, p)': 'linear interpolation between the sorted values (type 7)',
  'probability(condition)': 'part of the simulated worlds in which it holds',
  'range(n)': 'the list 0, 1, … n - 1',
  'ratio(x, y)': 'x / y, and 0 where y is 0',
  'negativeBinomial(mean, size, p)':
    'the smallest whole number that a negative binomial (variance mean + mean² / size) does not exceed with probability p',
  'productQuantile(a, b, p)':
    'quantile of a · b over all pairs of the two lists (a at least 0): each is sorted and averaged in 256 equal slices; the distribution function of a is a straight line from 0 through the middles of the slices, and reaches 1 as far beyond the last slice as the last two are apart; each slice of b weighs the same',
  'payback(principal, savedPerWeek)':
    'principal / savedPerWeek in weeks, 0 for a principal of 0; none when nothing is saved or it takes more than 104 weeks',
  'finish(day, days, off)': 'day + days, and a day more for each day off on the way',
  'date(day)': 'the day, counted from 1970-01-01 and rounded up, as a date',
};
