/**
 * What a path is. Only `measured` files carry health and cost; `unmeasured` source (other programming languages)
 * takes its share of activity and effort and carries no debt figure.
 */
export type FileKind =
  | { readonly kind: 'measured' }
  | { readonly kind: 'unmeasured'; readonly language: string }
  | { readonly kind: 'test' }
  | { readonly kind: 'excluded'; readonly reason: FileExclusion }
  | { readonly kind: 'not-code' };

export const fileExclusions = [
  'dependency-or-build-output',
  'generated',
  'minified',
  'declaration',
  'fixture-or-mock',
  'story',
  'snapshot',
  'side-code',
  'config-excluded',
  'not-included',
  'too-large',
  'too-deep',
  'too-slow',
  'binary',
  'unreadable',
  'missing-object',
  'symbolic-link',
] as const;
export type FileExclusion = (typeof fileExclusions)[number];

/** A path with its blob at the analysed revision. */
export interface TreeEntry {
  readonly path: string;
  readonly blob: string;
  /** Bytes, when git was asked for them. */
  readonly size?: number;
  readonly kind: 'file' | 'executable' | 'symbolic-link' | 'submodule';
}
