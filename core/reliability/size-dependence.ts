import type { Translate } from '../language/translate.ts';
import { correlate } from './correlation-matrix.ts';

/** A column that says how large an area is: its population, or what a count is divided by. */
export interface SizeColumn {
  readonly name: string;
  readonly values: Float64Array;
}

export interface SizeDependence {
  /** The size it goes with most closely; null where none was given. */
  readonly sizeColumn: string | null;
  /** Pearson's r with it; NaN where it is not defined. */
  readonly sizeCorrelation: number;
  readonly isSizeDependent: boolean;
}

/** A correlation (absolute) above which an indicator may say how large an area is. */
const mostCorrelation = 0.6;

/**
 * Whether an indicator goes with the size of its area, so that it may say little else: its correlation with each column
 * of sizes, the closest of them kept, and flagged above 0.6 either way.
 *
 * Missing: areas that lack either are left out.
 * Source: COINr `get_denom_corr`, with its threshold.
 */
export function sizeDependence(values: Float64Array, sizes: readonly SizeColumn[]): SizeDependence {
  let closest: SizeDependence = { sizeColumn: null, sizeCorrelation: NaN, isSizeDependent: false };
  for (const size of sizes) {
    const { r } = correlate(values, size.values, 'pearson');
    const isCloser = !(Math.abs(r) <= Math.abs(closest.sizeCorrelation));
    if (closest.sizeColumn !== null && (Number.isNaN(r) || !isCloser)) continue;
    const isSizeDependent = Math.abs(r) > mostCorrelation;
    closest = { sizeColumn: size.name, sizeCorrelation: r, isSizeDependent };
  }
  return closest;
}

/** The flag in words. */
export function sizeSentence(indicator: string, size: string, r: number, t: Translate): string {
  return t('method.size', { indicator, size, r: r.toFixed(2) });
}
