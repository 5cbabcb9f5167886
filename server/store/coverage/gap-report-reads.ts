import type { FigureSource } from '../../../core/contract/area-page/figure-source.ts';
import type { AreaType } from '../../../core/contract/area.ts';
import type { TechnologyCount } from '../../../core/contract/coverage/gap-report.ts';
import type { PlanStatus, SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import { technologies } from '../../../core/contract/coverage/technology.ts';
import { nameOrCode } from '../../../core/geography/nation.ts';
import type { Queryable, SqlValue } from '../../database/database.ts';
import { withinCondition } from '../within.ts';
import {
  camelCase,
  chanceCounts,
  countColumns,
  premisesWithin,
  type PremisesCount,
} from './premises-reads.ts';
import { classColumn } from './snapshot-store.ts';

/** The premises of an area by what BDUK says is coming. */
export interface StoredPlanCount {
  readonly plan: PlanStatus;
  readonly premises: number;
  readonly withoutGigabit: number;
  /** What BDUK calls no premises. */
  readonly excluded: number;
}

/** An area with the counts of one class. */
export interface CountedArea extends PremisesCount {
  readonly areaId: number;
  readonly code: string;
  readonly name: string;
  readonly type: AreaType;
}

/** Local authorities by their codes, or one area of another kind by its own. */
export type CountedPlace = { readonly code: string } | { readonly authorities: readonly string[] };

const sumColumns = [
  ...['premises', 'served', 'likely_served', 'likely_unserved', 'unserved', 'unknown'],
  ...['expected_unserved', 'disagreeing'],
];

/** The condition on premises_estimate `e` that a premises lies in a place, and its value as `$2`. */
function placeCondition(place: CountedPlace): [condition: string, value: SqlValue] {
  if ('code' in place) return [premisesWithin('$2'), place.code];
  return [
    `e.lad_id in (select area_id from area where area_type = 'lad' and code = any($2::text[]))`,
    [...place.authorities],
  ];
}

const sums = sumColumns
  .map((column) => `sum(c.${column})::double precision as "${camelCase(column)}"`)
  .join(', ');

/** The counts of areas, for reports; and whose data they rest on. */
export function createGapReportReads(database: Queryable) {
  return {
    /** The counts of an area, one for each class; none where it has no premises in the snapshot. */
    countsOfArea: (
      snapshotId: number,
      { type, code }: { readonly type: AreaType; readonly code: string },
    ): Promise<PremisesCount[]> =>
      database.query<PremisesCount>(
        `select ${countColumns} from premises_count c join area a using (area_id)
         where c.snapshot_id = $1::integer and a.area_type = $2 and a.code = $3`,
        [snapshotId, type, code],
      ),

    /** The counts of several authorities added up, and how many of them have any. */
    async countsOfAuthorities(
      snapshotId: number,
      codes: readonly string[],
    ): Promise<{ readonly counts: readonly PremisesCount[]; readonly counted: number }> {
      const rows = await database.query<PremisesCount & { counted: number }>(
        `select c.speed_class as "speedClass", ${sums}, count(*) as counted
         from premises_count c join area a using (area_id)
         where c.snapshot_id = $1::integer and a.area_type = 'lad' and a.code = any($2::text[])
         group by c.speed_class`,
        [snapshotId, [...codes]],
      );
      return { counts: rows, counted: rows[0]?.counted ?? 0 };
    },

    /** Every authority once: of several vintages the newest that has a border. */
    async authorities(): Promise<
      { readonly code: string; readonly name: string; readonly vintage: number }[]
    > {
      const rows = await database.query<{ code: string; name: string; vintage: number }>(
        `select distinct on (code collate "C") code, name, vintage from area where area_type = 'lad'
         order by code collate "C", geometry is null, vintage desc`,
      );
      return rows.map((row) => ({ ...row, name: nameOrCode(row.code, row.name) }));
    },

    /** The authorities of a region by the newest lookup, or of a nation by the letter of its code. */
    async authoritiesOf({
      type,
      code,
    }: {
      readonly type: AreaType;
      readonly code: string;
    }): Promise<string[]> {
      const rows = await database.query<{ code: string }>(
        type === 'nation'
          ? `select distinct code from area where area_type = 'lad' and starts_with(code, left($1, 1)) order by code`
          : `select distinct m.child_code as code from area_membership m
             where m.parent_type = 'region' and m.parent_code = $1 and m.child_type = 'lad'
               and m.child_vintage = (select max(n.child_vintage) from area_membership n
                 where n.parent_type = 'region' and n.parent_code = $1 and n.child_type = 'lad')
             order by 1`,
        [code],
      );
      return rows.map((row) => row.code);
    },

    /** The premises that count, by what BDUK says is coming; and how many do not count. */
    plans(snapshotId: number, place: CountedPlace): Promise<StoredPlanCount[]> {
      const [condition, value] = placeCondition(place);
      return database.query<StoredPlanCount>(
        `select e.plan_status as plan, count(*) filter (where e.is_recognised is not false) as premises,
           count(*) filter (where e.is_recognised is not false and e.gigabit < 0.5) as "withoutGigabit",
           count(*) filter (where e.is_recognised is false) as excluded
         from premises_estimate e where e.snapshot_id = $1::integer and ${condition} group by e.plan_status`,
        [snapshotId, value],
      );
    },

    /** The premises that count, by whether each technology reaches them; none where no premises is there. */
    technologies(snapshotId: number, place: CountedPlace): Promise<TechnologyCount[]> {
      const [condition, value] = placeCondition(place);
      const chances = technologies.map((each) => `('${each}', e.${classColumn(each)})`);
      return database.query<TechnologyCount>(
        `select t.technology, count(*) as premises, ${chanceCounts('t.chance')}
         from premises_estimate e cross join lateral (values ${chances.join(', ')}) as t (technology, chance)
         where e.snapshot_id = $1::integer and e.is_recognised is not false and ${condition}
         group by t.technology`,
        [snapshotId, value],
      );
    },

    /** The areas of a kind within another that have premises, by one class; those with the most expected unserved first. */
    async parts(
      snapshotId: number,
      {
        within,
        type,
        speedClass,
      }: {
        readonly within: { readonly type: AreaType; readonly code: string };
        readonly type: AreaType;
        readonly speedClass: SpeedClass;
      },
    ): Promise<CountedArea[]> {
      const condition =
        within.type === 'nation'
          ? 'starts_with(a.code, left($4, 1))'
          : withinCondition('$4', { type: '$3', vintage: 'a.vintage', code: 'a.code' });
      const rows = await database.query<CountedArea>(
        `select a.area_id as "areaId", a.code, a.name, a.area_type as type, ${countColumns}
         from premises_count c join area a using (area_id)
         where c.snapshot_id = $1::integer and c.speed_class = $2 and a.area_type = $3 and ${condition}
         order by c.expected_unserved desc, a.code collate "C"`,
        [snapshotId, speedClass, type, within.code],
      );
      return rows.map((row) => ({ ...row, name: nameOrCode(row.code, row.name) }));
    },

    /** The areas of a kind with the most expected unserved, by one class. */
    async worst(
      snapshotId: number,
      {
        type,
        speedClass,
        limit,
      }: { readonly type: AreaType; readonly speedClass: SpeedClass; readonly limit: number },
    ): Promise<CountedArea[]> {
      const rows = await database.query<CountedArea>(
        `select a.area_id as "areaId", a.code, a.name, a.area_type as type, ${countColumns}
         from premises_count c join area a using (area_id)
         where c.snapshot_id = $1::integer and c.speed_class = $2 and a.area_type = $3 and c.expected_unserved > 0
         order by c.expected_unserved desc, a.code collate "C" limit $4::integer`,
        [snapshotId, speedClass, type, limit],
      );
      return rows.map((row) => ({ ...row, name: nameOrCode(row.code, row.name) }));
    },

    /** All premises of a snapshot that count, by class. */
    total: (snapshotId: number): Promise<PremisesCount[]> =>
      database.query<PremisesCount>(
        `select c.speed_class as "speedClass", ${sums} from premises_count c join area a using (area_id)
         where c.snapshot_id = $1::integer and a.area_type = 'lad' group by c.speed_class`,
        [snapshotId],
      ),

    /** What must be said of releases wherever their figures stand, in the order of the ids given. */
    async sources(releaseIds: readonly number[]): Promise<(FigureSource & { readonly releaseId: number })[]> {
      const rows = await database.query<FigureSource & { readonly releaseId: number }>(
        `select r.release_id as "releaseId", d.dataset_id as "datasetId", d.title, d.publisher, d.licence,
           d.attribution, r.period, d.made_up as "madeUp"
         from dataset_release r join dataset d using (dataset_id)
         where r.release_id = any($1::integer[]) order by array_position($1::integer[], r.release_id)`,
        [[...releaseIds]],
      );
      return rows;
    },
  };
}
