import type { AreaSet } from '../../core/contract/area.ts';
import type { Queryable } from '../database/database.ts';

export interface CodeLink {
  readonly from: string;
  readonly to: string;
}

/** How the codes of one vintage became those of another. */
export function createCodeChangeReads(database: Queryable) {
  return {
    /** The later vintages that the codes of a set lead to, where areas of that vintage are loaded. */
    async successors(set: AreaSet): Promise<AreaSet[]> {
      return database.query<AreaSet>(
        `select distinct c.area_type as "type", c.to_vintage as vintage from code_change c
         where c.area_type = $1 and c.from_vintage = $2::integer and c.to_vintage > c.from_vintage
           and exists (select 1 from area a where a.area_type = c.area_type and a.vintage = c.to_vintage)
         order by 2`,
        [set.type, set.vintage],
      );
    },

    /** The lookup from one set to a later one. */
    async links(from: AreaSet, to: AreaSet): Promise<CodeLink[]> {
      return database.query<CodeLink>(
        `select from_code as "from", to_code as "to" from code_change
         where area_type = $1 and from_vintage = $2::integer and to_vintage = $3::integer
         order by from_code, to_code`,
        [from.type, from.vintage, to.vintage],
      );
    },
  };
}
