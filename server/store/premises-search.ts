import type { Bounds } from '../../core/contract/area.ts';
import { tileRanges } from '../../core/coverage/tile-ranges.ts';
import type { Queryable } from '../database/database.ts';

/** The release of points in force, and the snapshot in which its premises are found by place. */
export interface SearchablePremises {
  readonly releaseId: number;
  readonly snapshotId: number;
}

/** SQL of the point of a row that has easting and northing. */
export const premisesPoint = (row: string): string =>
  `ST_SetSRID(ST_MakePoint(${row}.easting, ${row}.northing), 27700)`;

/**
 * The premises in force where they can be found by place: the table itself has no index of places, the current snapshot has.
 * Null where that snapshot is not of exactly the one release of points in force (an import has been made since, none has been
 * built, or two releases stand side by side and one property may have two points): then they are to be read through.
 */
export async function searchablePremises(database: Queryable): Promise<SearchablePremises | null> {
  const [found] = await database.query<SearchablePremises>(
    `with in_force as (
       select release_id from dataset_release r where r.superseded_by is null
         and exists (select 1 from premises p where p.release_id = r.release_id)),
     built_from as (
       select s.snapshot_id, (input.value ->> 'releaseId')::integer as release_id
       from coverage_snapshot s cross join lateral jsonb_array_elements(s.inputs) as input (value)
       where s.is_current and input.value ->> 'role' = 'premises')
     select min(release_id) as "releaseId", min(snapshot_id) as "snapshotId"
     from in_force full join built_from using (release_id)
     having count(*) = 1 and count(snapshot_id) = 1
       and count(*) filter (where release_id in (select release_id from in_force)) = 1`,
  );
  return found ?? null;
}

/**
 * Degrees by which a box is grown before it is asked of tile keys: they are made with our own shift of datum, which is within
 * 5 m of that of a database with the grid of the Ordnance Survey.
 */
const slackDegrees = 0.001;

/** The stretches of tile keys around a box, as the two bound arrays that `inTileRanges` takes. */
export function tileRangesAround({ west, south, east, north }: Bounds): {
  readonly firsts: readonly number[];
  readonly lasts: readonly number[];
} {
  const ranges = tileRanges({
    west: west - slackDegrees,
    south: south - slackDegrees,
    east: east + slackDegrees,
    north: north + slackDegrees,
  });
  return { firsts: ranges.map(({ first }) => first), lasts: ranges.map(({ last }) => last) };
}

/** SQL for `from`: the rows `e` of the snapshot within the stretches; each name is that of a bound value. */
export const inTileRanges = (snapshotId: string, firsts: string, lasts: string): string =>
  `unnest(${firsts}::bigint[], ${lasts}::bigint[]) as stretch (first, last)
     cross join lateral (select uprn, easting, northing from premises_estimate
       where snapshot_id = ${snapshotId}::integer and tile_key between stretch.first and stretch.last offset 0) e`;
