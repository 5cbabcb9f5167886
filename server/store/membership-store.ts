import type { AreaSet, AreaType, MembershipMethod } from '../../core/contract/area.ts';
import type { Queryable } from '../database/database.ts';
import { copyRecord, copyRecords } from './copy-csv.ts';

export interface NewMembership {
  readonly child: AreaSet;
  readonly childCode: string;
  readonly parent: AreaSet;
  readonly parentCode: string;
  readonly method: MembershipMethod;
}

export interface NewCodeChange {
  readonly areaType: AreaType;
  readonly fromVintage: number;
  readonly fromCode: string;
  readonly toVintage: number;
  readonly toCode: string;
  readonly change: 'U' | 'S' | 'M' | 'X' | 'R';
}

/** Which area lies in which, and how codes changed: the write side. */
export function createMembershipStore(database: Queryable) {
  return {
    /**
     * Saves memberships. An official exact lookup is not displaced by a best fit, nor a best fit by a point in a
     * polygon; between equals the newer wins.
     */
    async saveMemberships(
      releaseId: number,
      batches: AsyncIterable<readonly NewMembership[]>,
    ): Promise<number> {
      const columns = [
        'child_type',
        'child_vintage',
        'child_code',
        'parent_type',
        'parent_vintage',
        'parent_code',
        'method',
      ];
      await database.execute(`drop table if exists incoming_membership`);
      await database.execute(
        `create temporary table incoming_membership (sequence integer generated always as identity,
           child_type text, child_vintage integer, child_code text,
           parent_type text, parent_vintage integer, parent_code text, method text)`,
      );
      await database.copyFrom(
        { table: 'incoming_membership', columns },
        copyRecords(batches, (row) =>
          copyRecord([
            row.child.type,
            row.child.vintage,
            row.childCode,
            row.parent.type,
            row.parent.vintage,
            row.parentCode,
            row.method,
          ]),
        ),
      );
      // Without statistics the delete below was planned as a nested loop: minutes for England and Wales.
      await database.execute(`analyze incoming_membership`);
      await database.execute(`analyze area_membership`);
      // One parent of each set, unless a later issue brings shares: a child that moves leaves its old parent.
      await database.execute(
        `delete from area_membership old using incoming_membership new
         where old.child_type = new.child_type and old.child_vintage = new.child_vintage
           and old.child_code = new.child_code and old.parent_type = new.parent_type
           and old.parent_vintage = new.parent_vintage
           and array_position(array['point-in-polygon', 'best-fit', 'exact'], new.method)
             >= array_position(array['point-in-polygon', 'best-fit', 'exact'], old.method)`,
      );
      const saved = await database.execute(
        `insert into area_membership (child_type, child_vintage, child_code, parent_type, parent_vintage,
           parent_code, method, release_id)
         select distinct on (child_type, child_vintage, child_code, parent_type, parent_vintage)
           child_type, child_vintage, child_code, parent_type, parent_vintage, parent_code, method, $1::integer
         from incoming_membership new
         where not exists (select 1 from area_membership old
           where old.child_type = new.child_type and old.child_vintage = new.child_vintage
             and old.child_code = new.child_code and old.parent_type = new.parent_type
             and old.parent_vintage = new.parent_vintage)
         order by child_type, child_vintage, child_code, parent_type, parent_vintage, sequence`,
        [releaseId],
      );
      await database.execute(`drop table incoming_membership`);
      await database.execute(`analyze area_membership`);
      return saved;
    },

    async saveCodeChanges(
      releaseId: number,
      batches: AsyncIterable<readonly NewCodeChange[]>,
    ): Promise<number> {
      const columns = ['area_type', 'from_vintage', 'from_code', 'to_vintage', 'to_code', 'change'];
      await database.execute(`drop table if exists incoming_code_change`);
      await database.execute(
        `create temporary table incoming_code_change (area_type text, from_vintage integer, from_code text,
           to_vintage integer, to_code text, change text)`,
      );
      await database.copyFrom(
        { table: 'incoming_code_change', columns },
        copyRecords(batches, (row) =>
          copyRecord([row.areaType, row.fromVintage, row.fromCode, row.toVintage, row.toCode, row.change]),
        ),
      );
      await database.execute(`analyze incoming_code_change`);
      const saved = await database.execute(
        `insert into code_change (area_type, from_vintage, from_code, to_vintage, to_code, change, release_id)
         select distinct on (area_type, from_vintage, from_code, to_vintage, to_code)
           area_type, from_vintage, from_code, to_vintage, to_code, change, $1::integer
         from incoming_code_change
         order by area_type, from_vintage, from_code, to_vintage, to_code
         on conflict (area_type, from_vintage, from_code, to_vintage, to_code) do update set
           change = excluded.change, release_id = excluded.release_id`,
        [releaseId],
      );
      await database.execute(`drop table incoming_code_change`);
      // What reads it next joins it with all areas; without statistics that too was a nested loop.
      await database.execute(`analyze code_change`);
      return saved;
    },
  };
}
