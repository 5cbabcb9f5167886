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
