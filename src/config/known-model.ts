/**
 * What the config may say about the model: the names of its coefficients and what is possible for each. Handed in by
 * whoever puts the program together, since config and model do not know each other.
 */
export interface KnownCoefficient {
  /** Allowed values, both ends included. */
  readonly min: number;
  readonly max: number;
  /** One line for people: what it is. */
  readonly meaning: string;
  readonly unit?: string;
  readonly default?: number;
}

export interface KnownModel {
  readonly coefficients: Readonly<Record<string, KnownCoefficient>>;
}
