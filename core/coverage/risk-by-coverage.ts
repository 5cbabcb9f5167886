import {
  bivariateClasses,
  coverageGroups,
  gapKinds,
  riskGroups,
  type BivariateClass,
  type CoverageGroup,
  type GapKind,
  type RiskGroup,
} from '../contract/coverage/risk-groups.ts';
import { gapKindOf } from './gap-kinds.ts';
import { bivariateClassOf, coverageGroupOf, type CountedPremises } from './risk-groups.ts';

/** An area with what its table needs. */
export interface CoveredArea extends CountedPremises {
  readonly risk: RiskGroup;
  /** People who live in the area; null where that is not known. */
  readonly people: number | null;
}

/** Areas added up. */
export interface AreaSums extends CountedPremises {
  readonly areas: number;
  /** People of the areas, whatever the premises; null where it is known of none of them. */
  readonly people: number | null;
  /** Areas of which it is not known how many live there. */
  readonly withoutPeople: number;
}

export interface RiskRow {
  readonly risk: RiskGroup;
  /** In the order of coverageGroups. */
  readonly cells: readonly AreaSums[];
  readonly total: AreaSums;
}

/** Risk by coverage. */
export interface RiskTable {
  /** In the order of riskGroups. */
  readonly rows: readonly RiskRow[];
  /** In the order of coverageGroups. */
  readonly columns: readonly AreaSums[];
  readonly total: AreaSums;
}

export interface GroupedArea {
  readonly coverage: CoverageGroup;
  /** Null where risk or coverage is not known. */
  readonly mapClass: BivariateClass | null;
  readonly kind: GapKind | null;
}

/**
 * The groups of one area, beside that of its risk.
 *
 * @example groupArea({ risk: 'fifth-1', premises: 10, unknown: 0, expectedUnserved: 3 }).mapClass // 'C3'
 */
export function groupArea(area: Pick<CoveredArea, 'risk' | keyof CountedPremises>): GroupedArea {
  const { risk } = area;
  const coverage = coverageGroupOf(area);
  return {
    coverage,
    mapClass: bivariateClassOf(risk, coverage),
    kind: gapKindOf(risk, coverage),
  };
}

/**
 * Adds up areas. Premises and people of an area are two things: people are all who live there.
 *
 * Missing: unknown premises are counted apart; people are null where they are known of no area, and zero of none.
 */
export function sumAreas(areas: Iterable<CoveredArea>): AreaSums {
  let [count, premises, unknown, expectedUnserved, people, withoutPeople] = [0, 0, 0, 0, 0, 0];
  for (const area of areas) {
    count += 1;
    premises += area.premises;
    unknown += area.unknown;
    expectedUnserved += area.expectedUnserved;
    if (area.people === null) withoutPeople += 1;
    else people += area.people;
  }
  const isKnown = count === 0 || withoutPeople < count;
  return {
    areas: count,
    premises,
    unknown,
    expectedUnserved,
    people: isKnown ? people : null,
    withoutPeople,
  };
}

/**
 * Areas by the fifth of their risk and the group of their coverage, with the sums of rows, columns and all.
 *
 * Shape: any number of areas, in any order. Units: areas, premises, people. Missing: areas without a score and areas of
 * which coverage is not known stand in a row and a column of their own; totals hold them.
 */
export function riskByCoverage(areas: readonly CoveredArea[]): RiskTable {
  const grouped = areas.map((area) => ({ area, ...groupArea(area) }));
  const sumOf = (isIn: (one: (typeof grouped)[number]) => boolean): AreaSums =>
    sumAreas(grouped.filter(isIn).map(({ area }) => area));
  return {
    rows: riskGroups.map((risk) => ({
      risk,
      cells: coverageGroups.map((coverage) =>
        sumOf((one) => one.area.risk === risk && one.coverage === coverage),
      ),
      total: sumOf((one) => one.area.risk === risk),
    })),
    columns: coverageGroups.map((coverage) => sumOf((one) => one.coverage === coverage)),
    total: sumAreas(areas),
  };
}

/** The sums of the classes of a map; what is of no class is in none. */
export function sumsOfClasses(
  areas: readonly CoveredArea[],
): { readonly mapClass: BivariateClass; readonly sums: AreaSums }[] {
  return bivariateClasses.map((mapClass) => ({
    mapClass,
    sums: sumAreas(areas.filter((area) => groupArea(area).mapClass === mapClass)),
  }));
}

/** The sums of the kinds of gap; what is of no kind is in none. */
export function sumsOfKinds(
  areas: readonly CoveredArea[],
): { readonly kind: GapKind; readonly sums: AreaSums }[] {
  return gapKinds.map((kind) => ({
    kind,
    sums: sumAreas(areas.filter((area) => groupArea(area).kind === kind)),
  }));
}

/** Premises without a class in the riskiest fifth, and in the others that have a score. */
export interface RiskHeadline {
  readonly riskiest: AreaSums;
  readonly elsewhere: AreaSums;
}

/** What the headline is made of: the riskiest fifth beside all other fifths. Areas without a score are in neither. */
export function riskHeadline(areas: readonly CoveredArea[]): RiskHeadline {
  return {
    riskiest: sumAreas(areas.filter(({ risk }) => risk === 'fifth-1')),
    elsewhere: sumAreas(areas.filter(({ risk }) => risk !== 'fifth-1' && risk !== 'no-score')),
  };
}
