/**
 * Raised whenever the same text may give another measure (a rule, a name, a hash), so that a cache filled by an
 * older version is never read as if it were current.
 */
export const METRIC_VERSION = 2;
