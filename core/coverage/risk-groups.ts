import {
  coverageBreaks,
  type BivariateClass,
  type CoverageGroup,
  type RiskBand,
  type RiskGroup,
} from '../contract/coverage/risk-groups.ts';

/** The premises of an area by one speed class. */
export interface CountedPremises {
  readonly premises: number;
  /** Those of which no source says anything. */
  readonly unknown: number;
  /** The sum of (1 - chance) over the others. */
  readonly expectedUnserved: number;
}

/**
 * The fifth of the ranking that an area is in, from its tenth.
 *
 * Missing: areas without a score are a group of their own.
 * @example [1, 2, 3, 10, null].map(riskGroupOf).join(' ') // 'fifth-1 fifth-1 fifth-2 fifth-5 no-score'
 */
export function riskGroupOf(decile: number | null): RiskGroup {
  switch (decile === null ? 0 : Math.ceil(decile / 2)) {
    case 1:
      return 'fifth-1';
    case 2:
      return 'fifth-2';
    case 3:
      return 'fifth-3';
    case 4:
      return 'fifth-4';
    case 5:
      return 'fifth-5';
    default:
      return 'no-score';
  }
}

/**
 * The share (0-1) of premises that cannot order a class, of those of which it is known.
 *
 * Missing: null where it is known of none.
 * @example unservedShare({ premises: 12, unknown: 2, expectedUnserved: 4 }) // 0.4
 */
export function unservedShare({ premises, unknown, expectedUnserved }: CountedPremises): number | null {
  const known = premises - unknown;
  return known <= 0 ? null : Math.min(1, expectedUnserved / known);
}

/** Sums of chances are as exact as their last digits: a share that is a break but for these is the break. */
const tolerance = 1e-6;

/**
 * The group of coverage of an area.
 *
 * Why fixed breaks and not thirds: more than a third of the areas of most places has nobody without decent broadband, so
 * that thirds of the share do not exist, and thirds of one place and one release could not be set beside those of
 * another. 5 % is what the superfast programme left when it reached its goal of 95 % of premises; 20 %, one premises in
 * five, is four times that.
 *
 * Missing: 'not-known' where no premises is counted, or nothing is known of half of them or more: the few that are known
 * do not speak for the others.
 * @example coverageGroupOf({ premises: 100, unknown: 0, expectedUnserved: 5 }) // 'some'
 */
export function coverageGroupOf(counts: CountedPremises): CoverageGroup {
  const share = unservedShare(counts);
  if (share === null || counts.unknown * 2 >= counts.premises) return 'not-known';
  if (share >= coverageBreaks.many - tolerance) return 'many';
  return share >= coverageBreaks.some - tolerance ? 'some' : 'few';
}

/** The band of risk of a fifth; null without a score. */
export function riskBandOf(group: RiskGroup): RiskBand | null {
  switch (group) {
    case 'fifth-1':
      return 'high';
    case 'fifth-2':
    case 'fifth-3':
      return 'middle';
    case 'fifth-4':
    case 'fifth-5':
      return 'low';
    case 'no-score':
      return null;
  }
}

const letters = { low: 'A', middle: 'B', high: 'C' } as const;
const numbers = { few: '1', some: '2', many: '3' } as const;

/**
 * The class of an area on a map of risk by coverage; null where either is missing.
 *
 * @example bivariateClassOf('fifth-1', 'many') // 'C3'
 */
export function bivariateClassOf(risk: RiskGroup, coverage: CoverageGroup): BivariateClass | null {
  const band = riskBandOf(risk);
  return band === null || coverage === 'not-known' ? null : `${letters[band]}${numbers[coverage]}`;
}
