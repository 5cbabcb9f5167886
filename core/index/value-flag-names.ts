import { valueFlag } from './data-set.ts';

/** What the flags of a value are called outside of the engine, in the order in which they are listed. */
export const valueFlagNames = [
  'imputed',
  'fallback',
  'shrunk',
  'suppressed',
  'converted-vintage',
  'winsorised-high',
  'winsorised-low',
  'transformed',
  'above-denominator',
] as const;
export type ValueFlagName = (typeof valueFlagNames)[number];

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
