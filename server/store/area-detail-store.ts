import type { AreaSet } from '../../core/contract/area.ts';
import { encodePoint } from '../../core/geography/well-known-binary.ts';
import type { Queryable } from '../database/database.ts';
import { copyRecord, copyRecords } from './copy-csv.ts';

export interface NewAreaDetail {
  readonly code: string;
  readonly populationPoint: { readonly easting: number; readonly northing: number } | null;
  readonly placeName: string | null;
}

const nationalGrid = 27700;

function detailRecord({ code, populationPoint, placeName }: NewAreaDetail): string {
  const point =
    populationPoint === null
      ? null
      : Buffer.from(encodePoint(populationPoint.easting, populationPoint.northing, nationalGrid)).toString(
          'hex',
        );
  return copyRecord([code, point, placeName]);
}

/** What other files say of loaded areas: the middle of their people, what they are called. */
export function createAreaDetailStore(database: Queryable) {
  return {
    /**
     * Saves details of loaded areas of one set; what a row does not say stays as it was, areas that are not loaded are
     * left out. Where a point moves, a parent that was found by the old one is forgotten, to be found anew. Gives how
     * many areas had a row.
     */
    async saveDetails(set: AreaSet, batches: AsyncIterable<readonly NewAreaDetail[]>): Promise<number> {
      await database.execute(`drop table if exists incoming_detail`);
      await database.execute(
        `create temporary table incoming_detail (code text,
           population_point geometry(Point, 27700), place_name text)`,
      );
      const columns = ['code', 'population_point', 'place_name'];
      await database.copyFrom({ table: 'incoming_detail', columns }, copyRecords(batches, detailRecord));
      await database.execute(`analyze incoming_detail`);
      await database.execute(
        `delete from area_membership m using incoming_detail new, area a
         where m.child_type = $1 and m.child_vintage = $2::integer and m.method = 'point-in-polygon'
           and a.area_type = $1 and a.vintage = $2::integer and a.code = m.child_code and new.code = m.child_code
           and new.population_point is not null
           and (a.population_point is null or ST_X(a.population_point) <> ST_X(new.population_point)
             or ST_Y(a.population_point) <> ST_Y(new.population_point))`,
        [set.type, set.vintage],
      );
      const saved = await database.execute(
        `update area a set population_point = coalesce(new.population_point, a.population_point),
           place_name = coalesce(new.place_name, a.place_name)
         from incoming_detail new
         where a.area_type = $1 and a.vintage = $2::integer and a.code = new.code`,
        [set.type, set.vintage],
      );
      await database.execute(`drop table incoming_detail`);
      return saved;
    },

    /** Small areas are called what their middle layer area is called. Gives how many had another name or none. */
    async spreadPlaceNames(): Promise<number> {
      return database.execute(
        `update area small set place_name = middle.place_name
         from area middle
         join area_membership m on m.parent_type = 'msoa' and m.parent_vintage = middle.vintage
           and m.parent_code = middle.code and m.child_type = 'lsoa'
         where middle.area_type = 'msoa' and middle.place_name is not null
           and small.area_type = 'lsoa' and small.vintage = m.child_vintage and small.code = m.child_code
           and middle.vintage = small.vintage
           and small.place_name is distinct from middle.place_name`,
      );
    },
  };
}
