import type { SensitivityRow } from '../core/report.ts';
import type { Valuation } from './valuation.ts';
export function headlineSensitivity(_: Valuation): SensitivityRow[] {
  return [];
}
