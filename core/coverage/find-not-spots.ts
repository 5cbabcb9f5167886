import { AppError } from '../errors.ts';
import { bufferedHull } from '../geography/buffered-hull.ts';
import { argsort } from '../index/argsort.ts';
import { checkGridPositions } from '../spatial/check-grid-positions.ts';
import { densityClusters } from '../spatial/density-clusters.ts';
import { countCodes, type CodeCounts, type CodedColumn } from './coded-column.ts';
import { likelyFrom } from './likely-from.ts';
import {
  countWithin,
  createNearestServed,
  type NearestServed,
  type PlacedPremises,
  type ServedCounts,
} from './not-spot-surroundings.ts';

/** All premises of a release, one row each; the columns are of one length. */
export interface NotSpotPremises extends PlacedPremises {
  /** Unique property reference numbers, each once. */
  readonly uprns: Float64Array;
  readonly eastings: Float64Array;
  readonly northings: Float64Array;
  /** The chance (0-1) that the speed class in question can be ordered there; NaN where nothing is known. */
  readonly chances: Float64Array;
  readonly postcodes: CodedColumn;
  /** The areas in which they stand, by kind: lsoa, ward, lad ... */
  readonly areas: Readonly<Record<string, CodedColumn>>;
  /** What is planned for them, in the words of the plan; null where no plans are loaded. */
  readonly plans: CodedColumn | null;
}

/** The risk of the areas of one kind. It is never that of the premises. */
export interface AreaRisk {
  /** The kind of area: a key of `areas`. */
  readonly kind: string;
  /** By place in the codes of that kind: the score, zero or more and greater for more risk; NaN where there is none. */
  readonly scores: Float64Array;
  /** The score from which an area counts as one of high risk. */
  readonly highFrom: number;
}

export interface NotSpotRule {
  readonly epsMetres: number;
  readonly minimumPremises: number;
  readonly marginMetres: number;
}

/**
 * Unserved premises up to 200 m apart belong together, from five on, with an outline 50 m around them.
 *
 * 200 m: what the Office for National Statistics takes to be one place, when it joins built-up land that lies less than
 * 200 m apart. Five: each core point has four others around it, for which Ester et al. (1996, section 4.2) found that
 * looking at more changes little; fewer premises than that are listed one by one. 50 m: the squares to which the ONS
 * draws built-up areas.
 *
 * Source: ONS (2013), 2011 Built-up Areas: Methodology and Guidance.
 */
export const usualNotSpotRule: NotSpotRule = { epsMetres: 200, minimumPremises: 5, marginMetres: 50 };

export interface NotSpot {
  /** The rows of its premises, by UPRN. */
  readonly rows: Uint32Array;
  readonly premises: number;
  /** Premises that no one serves for sure (chance 0), and those that are likely unserved. */
  readonly sure: number;
  readonly likely: number;
  /** The sum of 1 - chance over its premises: how many of them are to be expected without service. */
  readonly expectedUnserved: number;
  /** All premises within the outline, members or not. Outlines of two not-spots may overlap. */
  readonly within: ServedCounts;
  /** Closed, anticlockwise, easting, northing, easting ... */
  readonly outline: Float64Array;
  readonly areaSquareMetres: number;
  /** The row of the member that is nearest to the mean position of all members; of equally near ones the lowest UPRN. */
  readonly centre: number;
  readonly nearestServed: NearestServed | null;
  readonly postcodes: CodeCounts;
  readonly areas: Readonly<Record<string, CodeCounts>>;
  readonly plans: CodeCounts | null;
  readonly risk: RiskOfMembers | null;
}

/** Members by the risk of their areas. */
export interface RiskOfMembers {
  /** The sum over its premises of the score of their area; null where no area has one. */
  readonly weighted: number | null;
  /** Premises in areas of high risk. */
  readonly high: number;
  /** Premises in areas without a score, which the two above leave out. */
  readonly missing: number;
}

export interface FoundNotSpots {
  /** From south to north, by the southernmost of their core premises. */
  readonly notSpots: readonly NotSpot[];
  /** The rows of unserved premises that are in no not-spot, by UPRN. */
  readonly scattered: Uint32Array;
  /** The sum of 1 - chance over scattered premises. */
  readonly scatteredExpectedUnserved: number;
  /** Of all premises: those in not-spots and scattered ones are together the unserved. */
  readonly totals: ServedCounts;
}

/**
 * Not-spots: places where premises that cannot get a class of speed lie together, and the unserved premises that lie alone.
 *
 * Premises are unserved where the chance that they are served is below one half: those that no one serves for sure and
 * those that are likely unserved. They are clustered by density (`densityClusters`); none is lost: those that are in no cluster
 * are given as scattered. Premises of which nothing is known are neither, and counted apart.
 *
 * The same premises in another order give the same not-spots. Shape: columns of one length. Units: metres, square
 * metres; chances 0-1. Missing: a chance, code or score that is missing is counted as missing and never as zero.
 * @throws AppError invalid-request for columns of different lengths, chances out of 0-1, areas without the kind of the
 *   risk, and as densityClusters and bufferedHull (details: field or row, value).
 * @example
 * const none = codedColumn([null]);
 * const alone = { uprns: Float64Array.of(1), eastings: Float64Array.of(4e5), northings: Float64Array.of(4e5) };
 * findNotSpots({ ...alone, chances: Float64Array.of(0), postcodes: none, areas: {}, plans: null }).scattered.length // 1
 */
export function findNotSpots(
  premises: NotSpotPremises,
  rule: NotSpotRule = usualNotSpotRule,
  risk: AreaRisk | null = null,
): FoundNotSpots {
  checkPremises(premises, risk);
  const unserved = rowsBelow(premises, likelyFrom);
  const { labels, clusterCount } = densityClusters(
    Float64Array.from(unserved, (row) => premises.eastings[row] ?? NaN),
    Float64Array.from(unserved, (row) => premises.northings[row] ?? NaN),
    { epsMetres: rule.epsMetres, minimumPoints: rule.minimumPremises },
  );
  const { members, scattered } = byCluster(unserved, labels, clusterCount);
  const hulls = members.map((rows) =>
    bufferedHull(
      Float64Array.from(rows, (row) => premises.eastings[row] ?? NaN),
      Float64Array.from(rows, (row) => premises.northings[row] ?? NaN),
      rule.marginMetres,
    ),
  );
  const within = countWithin(
    premises,
    hulls.map(({ ring }) => ring),
  );
  const nearestServed = createNearestServed(premises);
  const notSpots = members.map((rows, at): NotSpot => {
    const sure = rows.reduce((count, row) => count + (premises.chances[row] === 0 ? 1 : 0), 0);
    return {
      rows,
      premises: rows.length,
      sure,
      likely: rows.length - sure,
      expectedUnserved: expectedUnserved(premises.chances, rows),
      within: within[at] ?? { premises: 0, served: 0, unserved: 0, unknown: 0 },
      outline: hulls[at]?.ring ?? new Float64Array(),
      areaSquareMetres: hulls[at]?.areaSquareMetres ?? NaN,
      centre: centreOf(premises, rows),
      nearestServed: nearestServed(rows),
      postcodes: countCodes(premises.postcodes, rows),
      areas: Object.fromEntries(
        Object.entries(premises.areas).map(([kind, column]) => [kind, countCodes(column, rows)]),
      ),
      plans: premises.plans === null ? null : countCodes(premises.plans, rows),
      risk: risk === null ? null : riskOf(premises, risk, rows),
    };
  });
  return {
    notSpots,
    scattered,
    scatteredExpectedUnserved: expectedUnserved(premises.chances, scattered),
    totals: countAll(premises.chances),
  };
}

/** Rows whose chance is known and below a limit, by UPRN, so that sums do not depend on the order of the input. */
function rowsBelow({ uprns, chances }: NotSpotPremises, limit: number): Uint32Array {
  const rows: number[] = [];
  chances.forEach((chance, row) => {
    if (chance < limit) rows.push(row);
  });
  return argsort(uprns, Uint32Array.from(rows));
}

function byCluster(
  rows: Uint32Array,
  labels: Int32Array,
  clusterCount: number,
): { members: Uint32Array[]; scattered: Uint32Array } {
  const members = Array.from({ length: clusterCount }, (): number[] => []);
  const scattered: number[] = [];
  rows.forEach((row, at) => {
    (members[labels[at] ?? -1] ?? scattered).push(row);
  });
  return {
    members: members.map((list) => Uint32Array.from(list)),
    scattered: Uint32Array.from(scattered),
  };
}

function expectedUnserved(chances: Float64Array, rows: Uint32Array): number {
  return rows.reduce((sum, row) => sum + 1 - (chances[row] ?? NaN), 0);
}

function centreOf({ eastings, northings }: NotSpotPremises, rows: Uint32Array): number {
  const meanOf = (values: Float64Array): number =>
    rows.reduce((sum, row) => sum + (values[row] ?? NaN), 0) / rows.length;
  const easting = meanOf(eastings);
  const northing = meanOf(northings);
  let centre = -1;
  let least = Infinity;
  for (const row of rows) {
    const square = ((eastings[row] ?? NaN) - easting) ** 2 + ((northings[row] ?? NaN) - northing) ** 2;
    if (square >= least) continue;
    least = square;
    centre = row;
  }
  return centre;
}

function riskOf({ areas }: NotSpotPremises, risk: AreaRisk, rows: Uint32Array): RiskOfMembers {
  const positions = areas[risk.kind]?.positions;
  let weighted = 0;
  let high = 0;
  let missing = 0;
  for (const row of rows) {
    const score = risk.scores[positions?.[row] ?? -1] ?? NaN;
    if (Number.isNaN(score)) {
      missing += 1;
      continue;
    }
    weighted += score;
    if (score >= risk.highFrom) high += 1;
  }
  return { weighted: missing === rows.length ? null : weighted, high, missing };
}

function countAll(chances: Float64Array): ServedCounts {
  let served = 0;
  let unserved = 0;
  for (const chance of chances) {
    if (chance >= likelyFrom) served += 1;
    else if (chance < likelyFrom) unserved += 1;
  }
  return { premises: chances.length, served, unserved, unknown: chances.length - served - unserved };
}

function checkPremises(premises: NotSpotPremises, risk: AreaRisk | null): void {
  const { uprns, eastings, northings, chances, postcodes, areas, plans } = premises;
  checkGridPositions(eastings, northings);
  const lengths: Record<string, number> = {
    uprns: uprns.length,
    chances: chances.length,
    postcodes: postcodes.positions.length,
    ...(plans === null ? {} : { plans: plans.positions.length }),
  };
  for (const [kind, column] of Object.entries(areas)) lengths[`areas.${kind}`] = column.positions.length;
  for (const [field, length] of Object.entries(lengths)) {
    if (length === eastings.length) continue;
    throw refused(field, length, `${field} has ${length} rows, but there are ${eastings.length} premises`);
  }
  const row = chances.findIndex((chance) => chance < 0 || chance > 1);
  if (row !== -1) {
    throw refused(
      'chances',
      chances[row] ?? NaN,
      `premises ${uprns[row] ?? row} has a chance out of 0 to 1`,
      row,
    );
  }
  if (risk === null) return;
  const codes = areas[risk.kind]?.codes;
  if (codes === undefined) throw refused('risk', NaN, `the premises have no areas of the kind ${risk.kind}`);
  if (codes.length !== risk.scores.length) {
    throw refused('risk', risk.scores.length, `${codes.length} areas need as many scores`);
  }
  const negative = risk.scores.find((score) => score < 0 || Math.abs(score) === Infinity);
  if (negative !== undefined) throw refused('risk', negative, 'scores must be zero or more');
}

function refused(field: string, value: number, reason: string, row?: number): AppError {
  return new AppError('invalid-request', `Not-spots cannot be found: ${reason}.`, {
    details: { field, value: String(value), reason, ...(row === undefined ? {} : { row }) },
  });
}
