import type { AreaSet } from '../../core/contract/area.ts';
import type { Queryable } from '../database/database.ts';

export interface CodeLink {
  readonly from: string;
  readonly to: string;
}

/** An area that took the place of another. */
export interface SuccessorArea extends AreaSet {
  readonly code: string;
  readonly name: string;
  readonly nameWelsh: string | null;
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

    /**
     * The areas that an area became, by the newest lookup that has it; its own code among them where it stayed. The name
     * is the code where no area of that vintage is loaded.
     */
    async successorsOf(area: AreaSet & { readonly code: string }): Promise<SuccessorArea[]> {
      return database.query<SuccessorArea>(
        `select c.to_code as code, coalesce(a.name, c.to_code) as name, a.name_welsh as "nameWelsh",
           c.area_type as "type", c.to_vintage as vintage
         from code_change c
         left join area a on a.area_type = c.area_type and a.vintage = c.to_vintage and a.code = c.to_code
         where c.area_type = $1 and c.from_vintage = $2::integer and c.from_code = $3
           and c.to_vintage = (select max(to_vintage) from code_change
             where area_type = $1 and from_vintage = $2::integer and from_code = $3 and to_vintage > from_vintage)
         order by c.to_code`,
        [area.type, area.vintage, area.code],
      );
    },

    /** The newest area set in which a code that has gone was still in use; null where no lookup knows it. */
    async lastSetOf(code: string): Promise<AreaSet | null> {
      const [row] = await database.query<AreaSet>(
        `select area_type as "type", from_vintage as vintage from code_change
         where from_code = $1 and to_vintage > from_vintage order by from_vintage desc, area_type limit 1`,
        [code],
      );
      return row ?? null;
    },
  };
}

export type CodeChangeReads = ReturnType<typeof createCodeChangeReads>;
