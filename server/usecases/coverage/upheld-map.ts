import type { UpheldCollection, UpheldMapQuery } from '../../../core/contract/coverage/local-evidence.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import type { Queryable } from '../../database/database.ts';
import type { CreditReads } from '../../store/credit-reads.ts';
import { createUpheldReads } from '../../store/coverage/upheld-reads.ts';
import { toEvidence } from './add-local-evidence.ts';
import { chooseSnapshot, findSnapshot } from './choose-snapshot.ts';
import { creditOfReports } from './list-upheld.ts';

/** About 250 kB; officers uphold a few a day. */
const mostSpots = 1000;

/** A tenth of a metre: as exact as the points of Open UPRN are. */
const degreeDecimals = 6;

const rounded = (value: number): number => Number(value.toFixed(degreeDecimals));

/**
 * The premises about which reports were upheld, as points for a map; none where no snapshot has been made.
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
  const head = { type: 'FeatureCollection', period: snapshot?.period ?? null, attribution } as const;
  if (snapshot === null) return { ...head, matched: 0, isComplete: true, features: [] };
  const reads = createUpheldReads(database);
  const { spots, matched } = await reads.spots(snapshot.snapshotId, { box: bbox ?? null, limit: mostSpots });
  const reports = await reads.of(
    'premises',
    spots.map(({ uprn }) => String(uprn)),
  );
  const features = spots.map((spot): UpheldCollection['features'][number] => {
    const { longitude, latitude } = wgs84FromGrid(spot);
    return {
      ...{ type: 'Feature', id: spot.uprn },
      properties: {
        uprn: spot.uprn,
        reports: (reports.get(String(spot.uprn)) ?? []).map((problem) => toEvidence(problem, 'premises')),
      },
      geometry: { type: 'Point', coordinates: [rounded(longitude), rounded(latitude)] },
    };
  });
  return { ...head, matched, isComplete: features.length === matched, features };
}
