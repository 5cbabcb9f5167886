import type { PostcodeRow } from '../../../core/contract/coverage/premises-list.ts';
import {
  comingPlans,
  planStatuses,
  servedStatuses,
  speedClasses,
  type EvidenceBasis,
  type PlanStatus,
  type ServedStatus,
  type SpeedClass,
} from '../../../core/contract/coverage/speed-class.ts';
import { technologies, type TechnologyChoice } from '../../../core/contract/coverage/technology.ts';
import type { PremisesFilter } from '../../../core/contract/coverage/premises-filter.ts';
import type { PremisesRow } from '../../../core/contract/coverage/premises.ts';
import { confidenceOf, statusOf } from '../../../core/coverage/estimate-premises.ts';
import type { TileRange } from '../../../core/coverage/tile-ranges.ts';
import { likelyFrom } from '../../../core/coverage/likely-from.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import type { Queryable, SqlValue } from '../../database/database.ts';
import type { SqlText } from '../area-reads.ts';
import { numbersOf } from '../packed-column.ts';
import { chancesOf, classColumn } from './snapshot-store.ts';

export interface PremisesPageQuery {
  readonly snapshotId: number;
  readonly filter: Omit<PremisesFilter, 'period'>;
  /** Leaves out what BDUK calls no premises, as every count does. */
  readonly onlyCounted?: boolean;
  /** Only the premises of this not-spot of the filter's class. */
  readonly notSpot?: { readonly number: number };
  /** Only these. */
  readonly uprns?: readonly number[];
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
  ward_name: string | null;
  lad: string | null;
  is_recognised: boolean | null;
  plan_status: PlanStatus;
  chances: (number | null)[];
  technology_chances: (number | null)[];
  basis: string;
  disagrees: boolean;
}

export type Bind = (value: SqlValue) => string;

/** The stored chance is single precision: what is shown has no more digits than it is good for. */
const chanceDigits = 6;
/** Nor has a sum of hundreds of them. */
const sumDigits = 4;

/** Which chances have a status; the column is the stored one of a class or technology. */
const statusConditions: Readonly<Record<ServedStatus, (column: string) => string>> = {
  served: (column) => `${column} >= 1`,
  'likely-served': (column) => `(${column} >= ${likelyFrom} and ${column} < 1)`,
  'likely-unserved': (column) => `(${column} > 0 and ${column} < ${likelyFrom})`,
  unserved: (column) => `${column} = 0`,
  unknown: (column) => `${column} is null`,
};

/** `likely_served` or `likely-served` as `likelyServed`: what a column is called once it is read. */
export const camelCase = (name: string): string =>
  name.replaceAll(/[_-](.)/g, (_match, letter: string) => letter.toUpperCase());

/** Premises counted by a chance of theirs: the columns of a count besides `premises`. */
export const chanceCounts = (chance: string): string =>
  [
    ...servedStatuses.map(
      (status) => `count(*) filter (where ${statusConditions[status](chance)}) as "${camelCase(status)}"`,
    ),
    `coalesce(sum(1 - ${chance}), 0)::double precision as "expectedUnserved"`,
  ].join(', ');

/** Which premises fall under a choice of technology, as reachedBy has it. */
const technologyConditions: Readonly<Record<TechnologyChoice, string>> = {
  'next-generation': `e.next_generation >= ${likelyFrom}`,
  'fixed-wireless': `e.fixed_wireless >= ${likelyFrom}`,
  neither: `(e.next_generation < ${likelyFrom} and e.fixed_wireless < ${likelyFrom})`,
};

/** The area column of premises_estimate for the kind of an area; regions and nations have their authorities. */
export const premisesWithin = (code: string): string => `(
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
  if (filter.technology !== undefined) {
    const choices = filter.technology.map((choice) => technologyConditions[choice]);
    conditions.push(choices.length === 0 ? 'false' : `(${choices.join(' or ')})`);
  }
  if (filter.within !== undefined) conditions.push(premisesWithin(bind(filter.within)));
  if (filter.postcode !== undefined) conditions.push(`e.postcode = ${bind(filter.postcode)}`);
  if (filter.disagree !== undefined) conditions.push('e.disagrees');
  return conditions;
}

const columns = `e.uprn, e.easting, e.northing, e.postcode, oa.code as oa, lsoa.code as lsoa, msoa.code as msoa,
  ward.code as ward, ward.name as ward_name, lad.code as lad, e.is_recognised, e.plan_status,
  ${chancesOf(speedClasses)} as chances, ${chancesOf(technologies)} as technology_chances, e.basis, e.disagrees`;

const joins = ['oa', 'lsoa', 'msoa', 'ward', 'lad']
  .map((type) => `left join area ${type} on ${type}.area_id = e.${type}_id`)
  .join('\n      ');

/** The premises that a question is about; `$1` is the snapshot. */
function conditionsOf(
  {
    filter,
    onlyCounted = false,
    notSpot,
    uprns,
  }: Pick<PremisesPageQuery, 'filter' | 'onlyCounted' | 'notSpot' | 'uprns'>,
  bind: Bind,
): string[] {
  return [
    'e.snapshot_id = $1::integer',
    ...filterConditions(filter, bind),
    ...(onlyCounted ? ['e.is_recognised is not false'] : []),
    ...(uprns === undefined ? [] : [`e.uprn = any(${bind([...uprns])}::bigint[])`]),
    ...(notSpot === undefined
      ? []
      : [
          `e.uprn in (select uprn from not_spot_member where snapshot_id = $1::integer
             and speed_class = ${bind(filter.class)} and number = ${bind(notSpot.number)}::integer)`,
        ]),
  ];
}

function pageSql({ after, limit, ...query }: PremisesPageQuery): SqlText {
  const values: SqlValue[] = [query.snapshotId];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const conditions = conditionsOf(query, bind);
  if (after !== null) conditions.push(`e.uprn > ${bind(after)}::bigint`);
  // The page first, its areas after: else areas are looked up for all premises that are left.
  const text = `with e as materialized (
      select e.* from premises_estimate e
      where ${conditions.join(' and ')} order by e.uprn limit ${bind(limit)}::integer)
    select ${columns} from e
      ${joins}
    order by e.uprn`;
  return { text, values };
}

const basisOfLetter: Readonly<Record<string, EvidenceBasis>> = {
  p: 'premises',
  c: 'postcode',
  o: 'output-area',
};

function shownChance(stored: number | null | undefined): number | null {
  return stored === null || stored === undefined ? null : Number(stored.toFixed(chanceDigits));
}

function toPremises(row: StoredPremises): PremisesRow {
  const classes = Object.fromEntries(
    speedClasses.map((speedClass, at) => {
      const chance = shownChance(row.chances[at]);
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
    wardName: row.ward_name,
    ladCode: row.lad,
    isRecognised: row.is_recognised,
    plan: row.plan_status,
    classes,
    technologies: Object.fromEntries(
      technologies.map((technology, at) => {
        const chance = shownChance(row.technology_chances[at]);
        return [technology, { chance, status: statusOf(chance) }];
      }),
    ) as PremisesRow['technologies'],
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

/** What is read of the counts `c`. */
export const countColumns = `c.speed_class as "speedClass", c.premises, c.served, c.likely_served as "likelyServed",
  c.likely_unserved as "likelyUnserved", c.unserved, c.unknown, c.expected_unserved as "expectedUnserved", c.disagreeing`;

/** The values of a column in one text, which is ten times as quick to read as rows. */
const joined = (column: string): string => `string_agg(coalesce((${column})::text, ''), ',' order by e.uprn)`;

type PremisesQuestion = Pick<PremisesPageQuery, 'snapshotId' | 'filter' | 'onlyCounted' | 'uprns'>;

/** The premises of a postcode that fit a question; what is upheld about it is kept elsewhere. */
export type PostcodeGroup = Omit<PostcodeRow, 'localEvidence'>;

interface StoredPostcode extends Omit<PostcodeGroup, 'postcode' | 'place'> {
  /** Empty where the postcode is not known. */
  readonly postcode: string;
  readonly easting: number;
  readonly northing: number;
}

function toPostcodeGroup({ postcode, easting, northing, ...stored }: StoredPostcode): PostcodeGroup {
  const counts = { ...stored, expectedUnserved: Number(stored.expectedUnserved.toFixed(sumDigits)) };
  if (postcode === '') return { postcode: null, ...counts, place: null };
  // A whole metre: the mean is no place of its own.
  const onGrid = { easting: Math.round(easting), northing: Math.round(northing) };
  return { postcode, ...counts, place: { ...onGrid, position: wgs84FromGrid(onGrid) } };
}

/** A premises as it is counted in a drawn area. */
export interface PremisesSpot {
  readonly easting: number;
  readonly northing: number;
  readonly isRecognised: boolean | null;
  readonly plan: PlanStatus;
  readonly chances: readonly (number | null)[];
  /** In the order of `technologies`. */
  readonly technologyChances: readonly (number | null)[];
  readonly disagrees: boolean;
}

/** One after another; to be gone through once. */
export type PremisesSpots = Iterable<PremisesSpot>;

type Column = Float64Array | undefined;

function* spotsOf(columns: {
  readonly eastings: Column;
  readonly northings: Column;
  readonly recognised: Column;
  readonly disagrees: Column;
  readonly plans: Column;
  readonly chances: readonly Float64Array[];
  readonly technologyChances: readonly Float64Array[];
}): Generator<PremisesSpot> {
  const { eastings = new Float64Array(), northings, recognised, disagrees, plans } = columns;
  const chancesAt = (list: readonly Float64Array[], at: number): (number | null)[] =>
    list.map((column) => {
      const chance = column[at] ?? NaN;
      return Number.isNaN(chance) ? null : chance;
    });
  for (const [at, easting] of eastings.entries()) {
    const isKnown = recognised?.[at] ?? NaN;
    yield {
      easting,
      northing: northings?.[at] ?? NaN,
      isRecognised: Number.isNaN(isKnown) ? null : isKnown === 1,
      // Positions in SQL begin with 1.
      plan: planStatuses[(plans?.[at] ?? 0) - 1] ?? 'unknown',
      chances: chancesAt(columns.chances, at),
      technologyChances: chancesAt(columns.technologyChances, at),
      disagrees: disagrees?.[at] === 1,
    };
  }
}

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
    async count(query: PremisesQuestion): Promise<number> {
      const values: SqlValue[] = [query.snapshotId];
      const conditions = conditionsOf(query, (value) => `$${values.push(value)}`);
      const rows = await database.query<{ count: number }>(
        `select count(*) as count from premises_estimate e where ${conditions.join(' and ')}`,
        values,
      );
      return rows[0]?.count ?? 0;
    },

    /** How many postcodes they have; those without one are one group. */
    async countPostcodes(query: PremisesQuestion): Promise<number> {
      const values: SqlValue[] = [query.snapshotId];
      const conditions = conditionsOf(query, (value) => `$${values.push(value)}`);
      const rows = await database.query<{ count: number }>(
        `select count(distinct coalesce(e.postcode, '')) as count from premises_estimate e
         where ${conditions.join(' and ')}`,
        values,
      );
      return rows[0]?.count ?? 0;
    },

    /**
     * They by postcode, in its order; those without one come first.
     *
     * @param query.after the postcode of the page before, empty for those without one
     */
    async postcodes(
      query: Omit<PremisesPageQuery, 'after'> & { readonly after: string | null },
    ): Promise<PostcodeGroup[]> {
      const values: SqlValue[] = [query.snapshotId];
      const bind: Bind = (value) => `$${values.push(value)}`;
      const conditions = conditionsOf(query, bind);
      if (query.after !== null) {
        conditions.push(`coalesce(e.postcode, '') collate "C" > ${bind(query.after)} collate "C"`);
      }
      const column = `e.${classColumn(query.filter.class)}`;
      const rows = await database.query<StoredPostcode>(
        `with g as (
           select coalesce(e.postcode, '') collate "C" as postcode
           from premises_estimate e where ${conditions.join(' and ')}
           group by 1 order by 1 limit ${bind(query.limit)}::integer),
         p as (
           select g.postcode, count(*) as premises, ${chanceCounts(column)},
             count(*) filter (where e.plan_status = any(${bind([...comingPlans])}::text[])) as planned,
             mode() within group (order by e.ward_id) as ward_id, mode() within group (order by e.lad_id) as lad_id,
             avg(e.easting)::double precision as easting, avg(e.northing)::double precision as northing
           from premises_estimate e join g on g.postcode = coalesce(e.postcode, '') collate "C"
           where ${conditions.join(' and ')}
           group by g.postcode)
         select p.postcode, p.premises, p.served, p."likelyServed", p."likelyUnserved", p.unserved, p.unknown,
           p."expectedUnserved", p.planned, ward.code as "wardCode", ward.name as "wardName", lad.code as "ladCode", p.easting, p.northing
         from p left join area ward on ward.area_id = p.ward_id left join area lad on lad.area_id = p.lad_id
         order by p.postcode`,
        values,
      );
      return rows.map(toPostcodeGroup);
    },

    /** How many have a tile key in any of these stretches. */
    async countInTiles(snapshotId: number, ranges: readonly TileRange[]): Promise<number> {
      let count = 0;
      for (const { first, last } of ranges) {
        const rows = await database.query<{ count: number }>(
          `select count(*) as count from premises_estimate e
           where e.snapshot_id = $1::integer and e.tile_key between $2::bigint and $3::bigint`,
          [snapshotId, first, last],
        );
        count += rows[0]?.count ?? 0;
      }
      return count;
    },

    /**
     * Those with a tile key in a stretch, with what is counted of them.
     */
    async inTiles(snapshotId: number, { first, last }: TileRange): Promise<PremisesSpots> {
      const columns = [
        ...['e.easting', 'e.northing', 'e.is_recognised::integer', 'e.disagrees::integer'],
        `array_position(array['${planStatuses.join("','")}'], e.plan_status)`,
        ...[...speedClasses, ...technologies].map((each) => `e.${classColumn(each)}`),
      ];
      const [row] = await database.query<{ columns: (string | null)[] }>(
        `select array[${columns.map(joined).join(', ')}] as columns from premises_estimate e
         where e.snapshot_id = $1::integer and e.tile_key between $2::bigint and $3::bigint`,
        [snapshotId, first, last],
      );
      const [eastings, northings, recognised, disagrees, plans, ...chances] = (
        row?.columns ?? columns.map(() => null)
      ).map(numbersOf);
      return spotsOf({
        ...{ eastings, northings, recognised, disagrees, plans },
        chances: chances.slice(0, speedClasses.length),
        technologyChances: chances.slice(speedClasses.length),
      });
    },

    /** Where those stand that fit a question and have a tile key in a stretch, by UPRN. */
    async spotsInTiles(
      query: PremisesQuestion,
      { first, last }: TileRange,
    ): Promise<{
      readonly uprns: Float64Array;
      readonly eastings: Float64Array;
      readonly northings: Float64Array;
    }> {
      const values: SqlValue[] = [query.snapshotId];
      const bind: Bind = (value) => `$${values.push(value)}`;
      const conditions = conditionsOf(query, bind);
      conditions.push(`e.tile_key between ${bind(first)}::bigint and ${bind(last)}::bigint`);
      const columns = ['e.uprn', 'e.easting', 'e.northing'].map(joined);
      const [row] = await database.query<{ columns: (string | null)[] }>(
        `select array[${columns.join(', ')}] as columns from premises_estimate e where ${conditions.join(' and ')}`,
        values,
      );
      const [uprns, eastings, northings] = columns.map((_, at) => numbersOf(row?.columns[at] ?? null));
      const none = new Float64Array();
      return { uprns: uprns ?? none, eastings: eastings ?? none, northings: northings ?? none };
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

    /** The vintages of a kind of area that a snapshot has counts of, the newest first. */
    async countedVintages(snapshotId: number, type: string): Promise<number[]> {
      const rows = await database.query<{ vintage: number }>(
        `select distinct a.vintage from premises_count c join area a using (area_id)
         where c.snapshot_id = $1::integer and a.area_type = $2 order by a.vintage desc`,
        [snapshotId, type],
      );
      return rows.map(({ vintage }) => vintage);
    },

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
