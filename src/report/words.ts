/**
 * Every sentence the tool speaks. Views choose and order them; formats only draw them. What may be said is bound by
 * types (claims.ts): no percentage without scope, level and scenario, no money without a rate, no name of a person.
 */
export * from './words/assumptions.ts';
export * from './words/calibration.ts';
export * from './words/chance.ts';
export * from './words/cost.ts';
export * from './words/diff.ts';
export * from './words/exclusions.ts';
export * from './words/figures.ts';
export * from './words/plan.ts';
export * from './words/portfolio.ts';
export * from './words/product.ts';
export * from './words/report.ts';
export * from './words/roadmap.ts';
export * from './words/speech.ts';
export * from './words/track-record.ts';
export * from './words/verdict.ts';
