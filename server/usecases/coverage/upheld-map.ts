import {
  subjectKinds,
  type ProblemSubject,
  type PublicProblem,
} from '../../../core/contract/coverage/coverage-problem.ts';
import type {
  UpheldCollection,
  UpheldGap,
  UpheldMapQuery,
} from '../../../core/contract/coverage/local-evidence.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { roundDegrees } from '../../../core/geography/round-degrees.ts';
import type { Queryable } from '../../database/database.ts';
import type { CreditReads } from '../../store/credit-reads.ts';
import { createUpheldReads, type UpheldPlace, type UpheldReads } from '../../store/coverage/upheld-reads.ts';
import { toEvidence } from './add-local-evidence.ts';
import { chooseSnapshot, findSnapshot } from './choose-snapshot.ts';
import { creditOfReports } from './list-upheld.ts';

type UpheldFeature = UpheldCollection['features'][number];

/** About 250 kB; officers uphold a few a day. */
const mostPlaces = 1000;

/** What is not known where a subject has no position. */
const gaps = {
  premises: 'no-such-premises',
  postcode: 'no-postcode-point',
  area: 'no-boundary',
} as const satisfies Record<ProblemSubject['kind'], UpheldGap>;

const keyOf = ({ kind, code }: Pick<ProblemSubject, 'kind' | 'code'>): string => `${kind} ${code}`;

/**
 * What reports were upheld about, as points for a map: premises of a snapshot, postcodes and areas. What has no position
 * is there without one.
 *
 * @throws AppError not-found where there is no snapshot of the period.
 */
export async function readUpheldMap(
  {
    database,
    credits,
  }: { readonly database: Queryable; readonly credits: Pick<CreditReads, 'codesOfPlaces'> },
  { bbox, period }: UpheldMapQuery,
): Promise<UpheldCollection> {
  const attribution = await creditOfReports(credits);
  const snapshot =
    period === undefined ? await findSnapshot(database, period) : await chooseSnapshot(database, period);
  const reads = createUpheldReads(database);
  const { places, matched } = await reads.places(snapshot?.snapshotId ?? null, {
    ...{ box: bbox ?? null, limit: mostPlaces },
  });
  const reports = await reportsOf(reads, places);
  return {
    ...{ type: 'FeatureCollection', period: snapshot?.period ?? null, attribution },
    ...{ matched, isComplete: places.length === matched },
    features: places.map((place) => toFeature(place, reports.get(keyOf(place)) ?? [])),
  };
}

/** By kind and code. */
async function reportsOf(
  reads: Pick<UpheldReads, 'of'>,
  places: readonly UpheldPlace[],
): Promise<Map<string, readonly PublicProblem[]>> {
  const found = new Map<string, readonly PublicProblem[]>();
  for (const kind of subjectKinds) {
    const codes = places.filter((place) => place.kind === kind).map(({ code }) => code);
    if (codes.length === 0) continue;
    for (const [code, problems] of await reads.of(kind, codes)) found.set(keyOf({ kind, code }), problems);
  }
  return found;
}

function toFeature(place: UpheldPlace, problems: readonly PublicProblem[]): UpheldFeature {
  const { kind, code, position, easting, northing } = place;
  const point = easting === null || northing === null ? null : wgs84FromGrid({ easting, northing });
  return {
    ...{ type: 'Feature', id: kind === 'premises' ? Number(code) : code },
    properties: {
      subject: problems[0]?.subject ?? { kind, code, name: null, nameWelsh: null },
      ...{ position, missing: position === null ? gaps[kind] : null },
      reports: problems.map((problem) => toEvidence(problem, kind)),
    },
    geometry:
      point === null
        ? null
        : { type: 'Point', coordinates: [roundDegrees(point.longitude), roundDegrees(point.latitude)] },
  };
}
