import type { CoverageGroup, GapKind, RiskGroup } from '../contract/coverage/risk-groups.ts';

/** What helps where a gap is of a kind. */
export const gapActions = ['infrastructure', 'outreach'] as const;
export type GapAction = (typeof gapActions)[number];

/**
 * The kind of gap of an area: whether its people cannot get a service, or could but likely do not.
 *
 * Unserved is a twentieth of the premises and more; at high risk is the riskiest fifth of the ranking. Neither says who of
 * the people there is online: coverage says what can be ordered, risk who would likely struggle, by the area.
 *
 * Missing: null where either is not known; such areas are of no kind.
 * @example gapKindOf('fifth-1', 'few') // 'could-but-may-not'
 */
export function gapKindOf(risk: RiskGroup, coverage: CoverageGroup): GapKind | null {
  if (risk === 'no-score' || coverage === 'not-known') return null;
  const isHighRisk = risk === 'fifth-1';
  if (coverage === 'few') return isHighRisk ? 'could-but-may-not' : 'served';
  return isHighRisk ? 'cannot-and-struggle' : 'cannot';
}

/**
 * What is suggested for a kind of gap, the first thing first: a line has to be there before people are helped to use it,
 * and nobody is helped by a line alone who would struggle with it.
 *
 * @example actionsFor('cannot-and-struggle') // ['infrastructure', 'outreach']
 */
export function actionsFor(kind: GapKind): readonly GapAction[] {
  switch (kind) {
    case 'cannot-and-struggle':
      return ['infrastructure', 'outreach'];
    case 'could-but-may-not':
      return ['outreach'];
    case 'cannot':
      return ['infrastructure'];
    case 'served':
      return [];
  }
}
