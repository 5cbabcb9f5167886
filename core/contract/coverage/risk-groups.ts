/**
 * How risk and coverage are put in groups wherever the two are joined: in tables, on maps, in the kinds of gap.
 */

/** Fifths of the ranking, the riskiest first; what has no score is a group of its own, never the lowest. */
export const riskGroups = ['fifth-1', 'fifth-2', 'fifth-3', 'fifth-4', 'fifth-5', 'no-score'] as const;
export type RiskGroup = (typeof riskGroups)[number];

/**
 * By the share of premises that cannot order a class: a fifth of them and more, a twentieth and more, fewer; or not known
 * for at least half of the premises.
 */
export const coverageGroups = ['many', 'some', 'few', 'not-known'] as const;
export type CoverageGroup = (typeof coverageGroups)[number];

/** Shares (0-1) at which a group of coverage begins. */
export const coverageBreaks = { some: 0.05, many: 0.2 } as const;

/** Three bands of risk for a map: the riskiest fifth, the next two, the last two. */
export const riskBands = ['high', 'middle', 'low'] as const;
export type RiskBand = (typeof riskBands)[number];

/**
 * The classes of a map of risk by coverage: a letter for risk (A low, B middle, C high), a number for coverage (1 few
 * premises without, 2 some, 3 many). C3 is the dark corner.
 */
export const bivariateClasses = ['A1', 'A2', 'A3', 'B1', 'B2', 'B3', 'C1', 'C2', 'C3'] as const;
export type BivariateClass = (typeof bivariateClasses)[number];

/** What keeps people of an area offline may be the line, or something else, or both. */
export const gapKinds = [
  /** Unserved and at high risk: "cannot, and would struggle". */
  'cannot-and-struggle',
  /** Served and at high risk: "could, but likely do not". */
  'could-but-may-not',
  /** Unserved, not at high risk: "cannot". */
  'cannot',
  /** Served, not at high risk. */
  'served',
] as const;
export type GapKind = (typeof gapKinds)[number];
