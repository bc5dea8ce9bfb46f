/**
 * Units are types, so that hours and money cannot be mixed by accident. A branded number is still a number
 * at run time; `hours(8)` is the only way to make one from a bare number.
 */
declare const unit: unique symbol;

type Unit<Name extends string> = number & { readonly [unit]?: Name };

/** Engineer-hours. */
export type Hours = Unit<'hours'>;
/** An amount in the configured currency. */
export type Money = Unit<'money'>;
/** Calendar weeks. */
export type Weeks = Unit<'weeks'>;
/** Calendar days. */
export type Days = Unit<'days'>;
/** Seconds since 1970-01-01T00:00:00Z. */
export type Instant = Unit<'instant'>;
/** A plain ratio: 0.07 is 7 %. */
export type Ratio = Unit<'ratio'>;

export const SECONDS_PER_DAY = 86_400;
/** A quarter of the model is a block of 90 days counted back from the analysed revision. */
export const DAYS_PER_QUARTER = 90;
