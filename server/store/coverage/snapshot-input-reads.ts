import {
  coverageMeasures,
  type CoverageFigure,
  type CoverageMeasure,
} from '../../../core/contract/coverage-measure.ts';
import type { SnapshotInput } from '../../../core/contract/coverage/snapshot.ts';
import type { KnownServed } from '../../../core/coverage/remaining-share.ts';
import type { Queryable } from '../../database/database.ts';

/** A property with its point, as a release of points has it. */
export interface PointRow {
  readonly uprn: number;
  readonly easting: number;
  readonly northing: number;
}

export interface PlanRow {
  readonly uprn: number;
  readonly postcode: string | null;
  readonly isRecognised: boolean | null;
  readonly currentGigabit: boolean | null;
  readonly futureGigabit: boolean | null;
  readonly subsidyStatus: string | null;
  readonly isContracted: boolean;
  readonly isVoucher: boolean;
}

export interface DirectoryRow {
  readonly uprn: number;
  readonly postcode: string | null;
  readonly oaCode: string | null;
  readonly lsoaCode: string | null;
  readonly wardCode: string | null;
  readonly ladCode: string | null;
}

/** One published row of coverage. */
export interface CoverageOf {
  readonly releaseId: number;
  readonly code: string;
  readonly premises: number | null;
  readonly measures: Partial<Record<CoverageMeasure, CoverageFigure>>;
}

/** A stretch of property numbers, both ends included. */
export interface UprnRange {
  readonly first: number;
  readonly last: number;
}

const figureColumns = coverageMeasures.map((name) => `${name}_premises, ${name}_percent`).join(', ');

/** In which table each role has its rows, and which of them count. */
const roleRows: Readonly<Record<SnapshotInput['role'], string>> = {
  premises: 'select 1 from premises t where t.release_id = r.release_id',
  directory: 'select 1 from premises_directory t where t.release_id = r.release_id',
  plan: 'select 1 from premises_plan t where t.release_id = r.release_id',
  'postcode-coverage':
    "select 1 from coverage t where t.release_id = r.release_id and t.level = 'postcode' and not t.is_residential",
  'output-area-coverage':
    "select 1 from coverage t where t.release_id = r.release_id and t.level = 'oa' and not t.is_residential",
};

/** What a snapshot of premises is made from, read in pages so that a country never stands in memory. */
export function createSnapshotInputReads(database: Queryable) {
  return {
    /**
     * The releases that a role is filled by: those in force, or, for a period, those of coverage that are exactly of it
     * and the latest plans and directories up to it (of one part of a dataset the last import).
     */
    async releases(role: SnapshotInput['role'], period: string | null): Promise<SnapshotInput[]> {
      const isCoverage = role.endsWith('coverage');
      const condition =
        period === null || role === 'premises'
          ? 'r.superseded_by is null'
          : isCoverage
            ? 'r.period = $1'
            : `coalesce(r.period, '') collate "C" <= $1`;
      const rows = await database.query<{ release_id: number; dataset_id: string; period: string | null }>(
        `select distinct on (r.dataset_id, r.part) r.release_id, r.dataset_id, r.period
         from dataset_release r where ${condition} and exists (${roleRows[role]})
         order by r.dataset_id, r.part, coalesce(r.period, '') collate "C" desc, r.release_id desc`,
        condition.includes('$1') ? [period] : [],
      );
      return rows.map((row) => ({
        role,
        releaseId: row.release_id,
        datasetId: row.dataset_id,
        period: row.period,
      }));
    },

    /** The next properties by number; the end is reached when fewer than `limit` come. */
    points: (releaseIds: readonly number[], after: number, limit: number): Promise<PointRow[]> =>
      database.query(
        `select distinct on (uprn) uprn, easting, northing from premises
         where release_id = any($1::integer[]) and uprn > $2::bigint
         order by uprn, release_id desc limit $3::integer`,
        [[...releaseIds], after, limit],
      ),

    async plans(releaseIds: readonly number[], { first, last }: UprnRange): Promise<PlanRow[]> {
      if (releaseIds.length === 0) return [];
      return database.query(
        `select distinct on (uprn) uprn, postcode, is_recognised as "isRecognised",
           current_gigabit as "currentGigabit", future_gigabit as "futureGigabit",
           subsidy_status as "subsidyStatus",
           plan->>'bduk_gis' = 'true' or plan->>'bduk_superfast' = 'true' or plan->>'bduk_hubs' = 'true'
             as "isContracted",
           plan->>'bduk_vouchers' = 'true' as "isVoucher"
         from premises_plan
         where release_id = any($1::integer[]) and uprn between $2::bigint and $3::bigint
         order by uprn, release_id desc`,
        [[...releaseIds], first, last],
      );
    },

    async directory(releaseIds: readonly number[], { first, last }: UprnRange): Promise<DirectoryRow[]> {
      if (releaseIds.length === 0) return [];
      return database.query(
        `select distinct on (uprn) uprn, postcode, oa_code as "oaCode", lsoa_code as "lsoaCode",
           ward_code as "wardCode", lad_code as "ladCode"
         from premises_directory
         where release_id = any($1::integer[]) and uprn between $2::bigint and $3::bigint
         order by uprn, release_id desc`,
        [[...releaseIds], first, last],
      );
    },

    /** Of BDUK's premises in some postcodes: how many there are, and how many have gigabit. */
    async gigabitOf(
      releaseIds: readonly number[],
      postcodes: readonly string[],
    ): Promise<Map<string, KnownServed>> {
      if (releaseIds.length === 0 || postcodes.length === 0) return new Map();
      const rows = await database.query<{ postcode: string; premises: number; served: number }>(
        `select postcode, count(distinct uprn) as premises,
           count(distinct uprn) filter (where current_gigabit) as served
         from premises_plan
         where release_id = any($1::integer[]) and postcode = any($2::text[]) and is_recognised is not false
         group by postcode`,
        [[...releaseIds], [...postcodes]],
      );
      return new Map(rows.map(({ postcode, premises, served }) => [postcode, { premises, served }]));
    },

    /** The output areas that the postcode directories in force name for some postcodes. */
    async outputAreasOf(postcodes: readonly string[]): Promise<Map<string, string>> {
      const rows = await database.query<{ postcode: string; oa: string }>(
        `select distinct on (p.postcode) p.postcode, p.oa_code as oa
         from postcode p join dataset_release r using (release_id)
         where p.postcode = any($1::text[]) and r.superseded_by is null and p.oa_code is not null
         order by p.postcode, p.terminated is not null, p.release_id desc`,
        [[...postcodes]],
      );
      return new Map(rows.map(({ postcode, oa }) => [postcode, oa]));
    },

    /** The published coverage of all premises of some postcodes or output areas. */
    async coverage(
      level: 'postcode' | 'oa',
      releaseIds: readonly number[],
      codes: readonly string[],
    ): Promise<CoverageOf[]> {
      if (releaseIds.length === 0 || codes.length === 0) return [];
      const rows = await database.query<{
        release_id: number;
        code: string;
        premises: number | null;
        figures: (number | null)[];
      }>(
        `select distinct on (code) release_id, code, premises, array[${figureColumns}] as figures from coverage
         where release_id = any($1::integer[]) and level = $2 and code = any($3::text[]) and not is_residential
         order by code, release_id desc`,
        [[...releaseIds], level, [...codes]],
      );
      return rows.map(({ release_id, code, premises, figures }) => ({
        releaseId: release_id,
        code,
        premises,
        measures: Object.fromEntries(
          coverageMeasures.map((measure, at) => [
            measure,
            { premises: figures[2 * at] ?? null, percent: figures[2 * at + 1] ?? null },
          ]),
        ),
      }));
    },

    /** How many properties that BDUK names have no point among the releases of points. */
    async plansWithoutPoint(
      planReleases: readonly number[],
      pointReleases: readonly number[],
    ): Promise<number> {
      if (planReleases.length === 0) return 0;
      const rows = await database.query<{ count: number }>(
        `select count(distinct l.uprn) as count from premises_plan l
         where l.release_id = any($1::integer[]) and not exists (
           select 1 from premises p where p.release_id = any($2::integer[]) and p.uprn = l.uprn)`,
        [[...planReleases], [...pointReleases]],
      );
      return rows[0]?.count ?? 0;
    },

    /** The MSOA of every LSOA of a vintage that a lookup places in one, by ids. */
    async msoaOfLsoa(vintage: number): Promise<Map<number, number>> {
      const rows = await database.query<{ lsoa: number; msoa: number }>(
        `select c.area_id as lsoa, p.area_id as msoa from area_membership m
         join area c on c.area_type = 'lsoa' and c.vintage = m.child_vintage and c.code = m.child_code
         join area p on p.area_type = 'msoa' and p.vintage = m.parent_vintage and p.code = m.parent_code
         where m.child_type = 'lsoa' and m.child_vintage = $1::integer and m.parent_type = 'msoa'
           and m.parent_vintage = $1::integer`,
        [vintage],
      );
      return new Map(rows.map(({ lsoa, msoa }) => [lsoa, msoa]));
    },
  };
}

export type SnapshotInputReads = ReturnType<typeof createSnapshotInputReads>;
