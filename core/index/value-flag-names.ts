import { valueFlagNames, type ValueFlagName } from '../contract/value-flags.ts';
import { valueFlag } from './data-set.ts';

const bits: Readonly<Record<ValueFlagName, number>> = {
  imputed: valueFlag.imputed,
  fallback: valueFlag.fallback,
  shrunk: valueFlag.shrunk,
  suppressed: valueFlag.suppressed,
  'converted-vintage': valueFlag.convertedVintage,
  'winsorised-high': valueFlag.winsorisedHigh,
  'winsorised-low': valueFlag.winsorisedLow,
  transformed: valueFlag.transformed,
  'above-denominator': valueFlag.aboveDenominator,
};

/** The names of the flags that are set in `flags`. */
export function namesOfFlags(flags: number): readonly ValueFlagName[] {
  return valueFlagNames.filter((name) => (flags & bits[name]) !== 0);
}
