import type { PlanStatus } from '../../core/contract/coverage/speed-class.ts';
import { wgs84FromGrid } from '../../core/geography/national-grid.ts';
import { unitSquareFromPosition } from '../../core/geography/tile-address.ts';
import { mortonCode, tileKeyZoom } from '../../core/geography/tile-key.ts';
import type { Database } from '../../server/database/database.ts';
import { createSnapshotStore, type NewPremisesEstimate } from '../../server/store/coverage/snapshot-store.ts';
import { createNotSpotColumns } from '../../server/usecases/coverage/not-spot-columns.ts';
import { storeNotSpots } from '../../server/usecases/coverage/store-not-spots.ts';

/*
 * Premises placed by hand in the two squares of Testborough (gaps-borough.ts): two hamlets without decent broadband in 2025-07,
 * of which the western one stays, the eastern one is connected by 2026-01, and a third has come.
 */

interface Placed {
  readonly uprn: number;
  readonly easting: number;
  readonly northing: number;
  readonly decent: number | null;
  readonly plan?: PlanStatus;
  readonly postcode?: string | null;
  readonly isRecognised?: boolean | null;
}

/** A row of premises eight metres apart, from west to east. */
function row(
  uprns: readonly number[],
  [easting, northing]: readonly [number, number],
  rest: Omit<Placed, 'uprn' | 'easting' | 'northing'>,
): Placed[] {
  return uprns.map((uprn, at) => ({ uprn, easting: easting + 8 * at, northing, ...rest }));
}

const westernHamlet = [11, 12, 13, 14, 15, 16];
const easternHamlet = [21, 22, 23, 24, 25];
const thirdHamlet = [41, 42, 43, 44, 45];

/** Served and not known ones, a mast that is no premises, and one without broadband far from all others. */
const others: readonly Placed[] = [
  { uprn: 31, easting: 400_500, northing: 400_100, decent: 1 },
  { uprn: 32, easting: 401_500, northing: 400_300, decent: 0.8 },
  { uprn: 33, easting: 400_110, northing: 400_120, decent: null },
  { uprn: 34, easting: 400_120, northing: 400_120, decent: 0, isRecognised: false },
  { uprn: 35, easting: 400_900, northing: 400_950, decent: 0, postcode: null },
];

export const placesByPeriod: Readonly<Record<string, readonly Placed[]>> = {
  '2025-07': [
    ...row(westernHamlet, [400_100, 400_100], { decent: 0, plan: 'contracted' }),
    ...row(easternHamlet, [401_500, 400_800], { decent: 0.25, plan: 'not-planned', postcode: 'ZZ11AB' }),
    ...row(thirdHamlet, [400_600, 400_600], { decent: 1 }),
    ...others,
  ],
  '2026-01': [
    ...row(westernHamlet, [400_100, 400_100], { decent: 0, plan: 'contracted' }),
    ...row(easternHamlet, [401_500, 400_800], { decent: 1, plan: 'available', postcode: 'ZZ11AB' }),
    ...row(thirdHamlet, [400_600, 400_600], { decent: 0.25, plan: 'not-planned' }),
    ...others,
  ],
};

/** Makes the snapshot of a period from premises placed by hand; the boundaries of the borough must be loaded. */
export async function storePlaced(database: Database, period: string): Promise<void> {
  const areas = await database.query<{ area_id: number; code: string }>('select area_id, code from area');
  const idOf = new Map(areas.map(({ code, area_id }) => [code, area_id]));
  const rows = (placesByPeriod[period] ?? []).map((placed) => toEstimate(placed, idOf));
  await database.transaction(async (transaction) => {
    const store = createSnapshotStore(transaction);
    const releases = await transaction.query<{ release_id: number; dataset_id: string }>(
      `select release_id, dataset_id from dataset_release where exists (
         select 1 from premises p where p.release_id = dataset_release.release_id) limit 1`,
    );
    const inputs = releases.map((each) => ({
      role: 'premises' as const,
      ...{ releaseId: each.release_id, datasetId: each.dataset_id, period: null },
    }));
    const snapshotId = await store.create(period, '0'.repeat(64), inputs);
    await store.copyPremises(snapshotId, rows);
    const columns = createNotSpotColumns();
    for (const each of rows) columns.add(each);
    await storeNotSpots(transaction, { snapshotId, period, columns });
    await store.finish(snapshotId, rows.length, []);
  });
}

function toEstimate(placed: Placed, idOf: ReadonlyMap<string, number>): NewPremisesEstimate {
  const { uprn, easting, northing, decent } = placed;
  const isWest = easting < 401_000;
  const { x, y } = unitSquareFromPosition(wgs84FromGrid({ easting, northing }));
  const id = (code: string): number | null => idOf.get(code) ?? null;
  return {
    ...{ uprn, easting, northing },
    tileKey: mortonCode(Math.floor(x * 2 ** tileKeyZoom), Math.floor(y * 2 ** tileKeyZoom)),
    postcode: placed.postcode === undefined ? 'ZZ11AA' : placed.postcode,
    oaId: id(isWest ? 'E00999001' : 'E00999002'),
    lsoaId: id(isWest ? 'E01999001' : 'E01999002'),
    msoaId: id('E02999001'),
    wardId: id('E05999001'),
    ladId: id('E06999001'),
    isRecognised: placed.isRecognised === undefined ? true : placed.isRecognised,
    planStatus: placed.plan ?? 'unknown',
    // Of the other speeds nothing is known, but that the western hamlet has no gigabit.
    chances: [decent, null, null, null, westernHamlet.includes(uprn) ? 0 : null],
    technologyChances: [null, null],
    basis: `${decent === null ? '-' : 'c'}---${westernHamlet.includes(uprn) ? 'p' : '-'}`,
    disagrees: false,
  };
}
