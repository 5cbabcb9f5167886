import { speedClasses } from '../../core/contract/coverage/speed-class.ts';
import { tileKeyOf } from '../../core/coverage/tile-ranges.ts';
import { wgs84FromGrid } from '../../core/geography/national-grid.ts';
import type { Database } from '../../server/database/database.ts';

const addedPremises = 1500;
const firstAdded = 10_000;

/**
 * Premises strewn over both squares of Testborough, with every chance and every plan, in 130 postcodes or none; the same in
 * each run. Their wards are the LSOAs of Testborough, or none: it has one ward only.
 */
export async function strewPremises(database: Database): Promise<void> {
  let seed = 20_261_122;
  const random = (): number => {
    // Numerical Recipes' generator: any would do.
    seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return seed / 2 ** 32;
  };
  const chances = [null, 0, 0.4, 0.7, 1] as const;
  const rows = Array.from({ length: addedPremises }, (_, at) => {
    const easting = 400_000 + 2000 * random();
    const northing = 400_000 + 1000 * random();
    const key = tileKeyOf(wgs84FromGrid({ easting, northing }));
    return {
      uprn: firstAdded + at,
      easting,
      northing,
      key,
      chance: chances[Math.floor(5 * random())] ?? null,
    };
  });
  await database.execute(
    `insert into premises_estimate (snapshot_id, uprn, easting, northing, tile_key, is_recognised, plan_status, postcode, ward_id,
       ${speedClasses.map((each) => each.replace('-', '_')).join(', ')}, basis, disagrees)
     select s.snapshot_id, r.uprn, r.easting, r.northing, r.key, case when r.uprn % 10 = 0 then false end,
       (array['available', 'not-planned', 'unknown', 'contracted'])[1 + r.uprn % 4],
       case when r.uprn % 11 > 0 then 'ZZ9' || r.uprn % 10 || chr(65 + (r.uprn % 13)::integer) || 'A' end,
       (select area_id from area where code = (array['E01999001', 'E01999002', ''])[1 + (r.uprn / 7) % 3]), r.chance, r.chance, r.chance, r.chance, r.chance,
       case when r.chance is null then '-----' else 'ccccc' end, r.uprn % 7 = 0
     from coverage_snapshot s, unnest($1::bigint[], $2::float8[], $3::float8[], $4::bigint[], $5::real[])
       as r (uprn, easting, northing, key, chance)
     where s.is_current`,
    [
      rows.map(({ uprn }) => uprn),
      rows.map(({ easting }) => easting),
      rows.map(({ northing }) => northing),
      rows.map(({ key }) => key),
      rows.map(({ chance }) => chance),
    ],
  );
}
