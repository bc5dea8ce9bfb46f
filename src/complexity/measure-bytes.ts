import type { MeasureResult } from '../core/measure.ts';
import { decodeSource } from './decode.ts';
import { defaultLimits, type MeasureLimits } from './limits.ts';
import { measureText } from './measure.ts';

/** `measureText` for the bytes of a blob. */
export function measureBytes(
  path: string,
  bytes: Uint8Array,
  limits: MeasureLimits = defaultLimits,
): MeasureResult {
  if (bytes.byteLength > limits.bytes) {
    return { kind: 'skipped', reason: 'too-large', detail: `more than ${limits.bytes} bytes` };
  }
  const text = decodeSource(bytes);
  if (text === undefined) return { kind: 'skipped', reason: 'binary', detail: 'holds a NUL byte' };
  return measureText(path, text, limits);
}
