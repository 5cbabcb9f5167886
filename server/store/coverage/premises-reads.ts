import {
  speedClasses,
  type EvidenceBasis,
  type PlanStatus,
  type ServedStatus,
  type SpeedClass,
} from '../../../core/contract/coverage/speed-class.ts';
import type { PremisesFilter } from '../../../core/contract/coverage/premises-filter.ts';
import type { PremisesRow } from '../../../core/contract/coverage/premises.ts';
import { confidenceOf, statusOf } from '../../../core/coverage/estimate-premises.ts';
import { likelyFrom } from '../../../core/coverage/likely-from.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import type { Queryable, SqlValue } from '../../database/database.ts';
import type { SqlText } from '../area-reads.ts';
import { classColumn } from './snapshot-store.ts';

export interface PremisesPageQuery {
  readonly snapshotId: number;
  readonly filter: Omit<PremisesFilter, 'period'>;
  /** Only the premises of this not-spot of the filter's class. */
  readonly notSpot?: { readonly number: number };
  /** Only UPRNs above this one. */
  readonly after: number | null;
  readonly limit: number;
}

interface StoredPremises {
  uprn: number;
  easting: number;
  northing: number;
  postcode: string | null;
  oa: string | null;
  lsoa: string | null;
  msoa: string | null;
  ward: string | null;
  lad: string | null;
  is_recognised: boolean | null;
  plan_status: PlanStatus;
  chances: (number | null)[];
  basis: string;
  disagrees: boolean;
}

type Bind = (value: SqlValue) => string;

/** The stored chance is single precision: what is shown has no more digits than it is good for. */
const chanceDigits = 6;

/** Which chances have a status; the column is the stored one of the class. */
const statusConditions: Readonly<Record<ServedStatus, (column: string) => string>> = {
  served: (column) => `${column} >= 1`,
  'likely-served': (column) => `(${column} >= ${likelyFrom} and ${column} < 1)`,
  'likely-unserved': (column) => `(${column} > 0 and ${column} < ${likelyFrom})`,
  unserved: (column) => `${column} = 0`,
  unknown: (column) => `${column} is null`,
};

/** The area column of premises_estimate for the kind of an area; regions and nations have their authorities. */
const withinCondition = (code: string): string => `(
  e.lsoa_id in (select area_id from area where code = ${code} and area_type = 'lsoa')
  or e.ward_id in (select area_id from area where code = ${code} and area_type = 'ward')
  or e.lad_id in (select area_id from area where code = ${code} and area_type = 'lad')
  or e.lsoa_id in (select c.area_id from area_membership m
       join area c on c.area_type = 'lsoa' and c.vintage = m.child_vintage and c.code = m.child_code
       where m.parent_code = ${code} and m.parent_type = 'msoa' and m.child_type = 'lsoa')
  or e.oa_id in (select area_id from area where code = ${code} and area_type = 'oa')
  or e.lad_id in (select c.area_id from area_membership m
       join area c on c.area_type = 'lad' and c.vintage = m.child_vintage and c.code = m.child_code
       where m.parent_code = ${code} and m.parent_type in ('region', 'nation') and m.child_type = 'lad'))`;

/** The conditions of a filter on premises_estimate `e`, without the snapshot. */
export function filterConditions(filter: Omit<PremisesFilter, 'period'>, bind: Bind): string[] {
  const column = `e.${classColumn(filter.class)}`;
  const conditions: string[] = [];
  if (filter.status !== undefined) {
    const statuses = filter.status.map((status) => statusConditions[status](column));
    conditions.push(statuses.length === 0 ? 'false' : `(${statuses.join(' or ')})`);
  }
  if (filter.plan !== undefined) conditions.push(`e.plan_status = any(${bind([...filter.plan])}::text[])`);
  if (filter.within !== undefined) conditions.push(withinCondition(bind(filter.within)));
  if (filter.postcode !== undefined) conditions.push(`e.postcode = ${bind(filter.postcode)}`);
  if (filter.disagree !== undefined) conditions.push('e.disagrees');
  return conditions;
}

const columns = `e.uprn, e.easting, e.northing, e.postcode, oa.code as oa, lsoa.code as lsoa, msoa.code as msoa,
  ward.code as ward, lad.code as lad, e.is_recognised, e.plan_status,
  array[${speedClasses.map((each) => `e.${classColumn(each)}`).join(', ')}] as chances, e.basis, e.disagrees`;

const joins = ['oa', 'lsoa', 'msoa', 'ward', 'lad']
  .map((type) => `left join area ${type} on ${type}.area_id = e.${type}_id`)
  .join('\n      ');

function pageSql({ snapshotId, filter, notSpot, after, limit }: PremisesPageQuery): SqlText {
  const values: SqlValue[] = [snapshotId];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const conditions = ['e.snapshot_id = $1::integer', ...filterConditions(filter, bind)];
  if (notSpot !== undefined) {
    conditions.push(`e.uprn in (select uprn from not_spot_member where snapshot_id = $1::integer
      and speed_class = ${bind(filter.class)} and number = ${bind(notSpot.number)}::integer)`);
  }
  if (after !== null) conditions.push(`e.uprn > ${bind(after)}::bigint`);
  const text = `select ${columns} from premises_estimate e
      ${joins}
    where ${conditions.join(' and ')} order by e.uprn limit ${bind(limit)}::integer`;
  return { text, values };
}

const basisOfLetter: Readonly<Record<string, EvidenceBasis>> = {
  p: 'premises',
  c: 'postcode',
  o: 'output-area',
};

function toPremises(row: StoredPremises): PremisesRow {
  const classes = Object.fromEntries(
    speedClasses.map((speedClass, at) => {
      const stored = row.chances[at] ?? null;
      const chance = stored === null ? null : Number(stored.toFixed(chanceDigits));
      const letter = row.basis[at] ?? '';
      const basis = basisOfLetter[letter.toLowerCase()] ?? null;
      const disagrees = letter !== letter.toLowerCase();
      const confidence =
        chance === null || basis === null ? null : confidenceOf({ basis, chance }, disagrees);
      return [speedClass, { chance, status: statusOf(chance), basis, confidence, disagrees }];
    }),
  ) as PremisesRow['classes'];
  return {
    uprn: row.uprn,
    position: wgs84FromGrid(row),
    easting: row.easting,
    northing: row.northing,
    postcode: row.postcode,
    oaCode: row.oa,
    lsoaCode: row.lsoa,
    msoaCode: row.msoa,
    wardCode: row.ward,
    ladCode: row.lad,
    isRecognised: row.is_recognised,
    plan: row.plan_status,
    classes,
    disagrees: row.disagrees,
  };
}

/** The counts of one area by one class. */
export interface PremisesCount {
  readonly speedClass: SpeedClass;
  readonly premises: number;
  readonly served: number;
  readonly likelyServed: number;
  readonly likelyUnserved: number;
  readonly unserved: number;
  readonly unknown: number;
  readonly expectedUnserved: number;
  readonly disagreeing: number;
}

const countColumns = `c.speed_class as "speedClass", c.premises, c.served, c.likely_served as "likelyServed",
  c.likely_unserved as "likelyUnserved", c.unserved, c.unknown, c.expected_unserved as "expectedUnserved", c.disagreeing`;

/** Premises of a snapshot, one by one and counted. */
export function createPremisesReads(database: Queryable) {
  return {
    /** By UPRN. */
    async page(query: PremisesPageQuery): Promise<PremisesRow[]> {
      const { text, values } = pageSql(query);
      const rows = await database.query<StoredPremises>(text, values);
      return rows.map(toPremises);
    },

    /** How many there are. */
    async count(query: Pick<PremisesPageQuery, 'snapshotId' | 'filter'>): Promise<number> {
      const values: SqlValue[] = [query.snapshotId];
      const conditions = filterConditions(query.filter, (value) => `$${values.push(value)}`);
      const rows = await database.query<{ count: number }>(
        `select count(*) as count from premises_estimate e
         where ${['e.snapshot_id = $1::integer', ...conditions].join(' and ')}`,
        values,
      );
      return rows[0]?.count ?? 0;
    },

    async one(snapshotId: number, uprn: number): Promise<PremisesRow | null> {
      const rows = await database.query<StoredPremises>(
        `select ${columns} from premises_estimate e
           ${joins}
         where e.snapshot_id = $1::integer and e.uprn = $2::bigint`,
        [snapshotId, uprn],
      );
      return rows[0] === undefined ? null : toPremises(rows[0]);
    },

    /** The counts of an area, one for each class; none where it has no premises in the snapshot. */
    counts: (snapshotId: number, areaId: number): Promise<PremisesCount[]> =>
      database.query<PremisesCount>(
        `select ${countColumns} from premises_count c where c.snapshot_id = $1::integer and c.area_id = $2::integer`,
        [snapshotId, areaId],
      ),

    /** The counts of every area of a set by one class, in the order of codes. */
    countsOfSet: (
      snapshotId: number,
      { type, vintage }: { readonly type: string; readonly vintage: number },
      speedClass: SpeedClass,
    ): Promise<
      (PremisesCount & { readonly areaId: number; readonly code: string; readonly name: string })[]
    > =>
      database.query(
        `select a.area_id as "areaId", a.code, a.name, ${countColumns}
         from premises_count c join area a using (area_id)
         where c.snapshot_id = $1::integer and c.speed_class = $2 and a.area_type = $3 and a.vintage = $4::integer
         order by a.code`,
        [snapshotId, speedClass, type, vintage],
      ),
  };
}

export type PremisesReads = ReturnType<typeof createPremisesReads>;
