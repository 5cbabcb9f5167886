export interface ChildColumns {
  /** SQL expressions of the child area: kind, vintage and code. */
  readonly type: string;
  readonly vintage: string;
  readonly code: string;
}

/**
 * SQL that is true where the child lies within the area whose code is bound at `parent`: directly, or through one
 * area between them (an LSOA in the authority of a region). Two levels reach from LSOA to nation, because lookups name
 * authority and region of an LSOA; the parent's kind and vintage come from its row, so that the index on parents is
 * used.
 */
export function withinCondition(parent: string, child: ChildColumns): string {
  return `${child.code} in (
    with direct as (
      select m.child_type, m.child_vintage, m.child_code
      from area p join area_membership m
        on m.parent_type = p.area_type and m.parent_vintage = p.vintage and m.parent_code = p.code
      where p.code = ${parent} and m.child_type <> 'oa')
    select m.child_code from area p join area_membership m
      on m.parent_type = p.area_type and m.parent_vintage = p.vintage and m.parent_code = p.code
    where p.code = ${parent} and m.child_type = ${child.type} and m.child_vintage = ${child.vintage}
    union
    select m.child_code from direct d join area_membership m
      on m.parent_type = d.child_type and m.parent_vintage = d.child_vintage and m.parent_code = d.child_code
    where m.child_type = ${child.type} and m.child_vintage = ${child.vintage})`;
}
