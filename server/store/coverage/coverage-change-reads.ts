import type { FigureSource } from '../../../core/contract/area-page/figure-source.ts';
import type { ChangeType } from '../../../core/contract/coverage/coverage-change.ts';
import type { CoverageMeasure } from '../../../core/contract/coverage-measure.ts';
import type { AreaLink, CoverageOfArea } from '../../../core/coverage/compare-coverage.ts';
import type { Queryable, SqlValue } from '../../database/database.ts';

/** Which areas are asked for: all of a kind, those within another, or some by code. */
export interface AreaChoice {
  readonly type: ChangeType;
  readonly within: string | null;
  readonly codes: readonly string[] | null;
}

export interface PeriodFigure extends CoverageOfArea {
  readonly period: string;
}

interface FigureRow {
  code: string;
  period: string;
  vintage: number | null;
  premises: number | null;
  counted: number | null;
  percent: number | null;
}

/** The level whose rows areas of a kind are, or are summed from. */
const levelOf: Readonly<Record<ChangeType, 'lad' | 'lsoa'>> = {
  lad: 'lad',
  nation: 'lad',
  lsoa: 'lsoa',
  msoa: 'lsoa',
  ward: 'lsoa',
};

/** Of several files that give one period those in force come first, then the last imported. */
const inForceFirst = `r.superseded_by is null desc, r.release_id desc`;

/** A sum that is null where one of its parts is: a part that is not known is not 0. */
const sumOf = (column: string): string => `case when count(*) = count(${column}) then sum(${column}) end`;

function toFigure({ code, period, vintage, premises, counted, percent }: FigureRow): PeriodFigure {
  return { code, period, vintage, premises, counted, percent };
}

/** Coverage of all premises by release, for comparing releases. What was replaced by a later period is read as well. */
export function createCoverageChangeReads(database: Queryable) {
  /** Rows of a level in these periods, one for each code and period. */
  function levelSql(measure: CoverageMeasure, condition: string): string {
    return `select distinct on (c.code, r.period) c.code, r.period, c.vintage, c.premises,
        c.${measure}_premises as counted, c.${measure}_percent as percent
      from coverage c join dataset_release r using (release_id)
      where c.level = $1 and not c.is_residential and r.period = any($2::text[]) and ${condition}
      order by c.code, r.period, ${inForceFirst}`;
  }

  /** Areas that are published, or rolled up to, themselves. */
  async function ownRows(
    { type, within, codes }: AreaChoice,
    measure: CoverageMeasure,
    periods: readonly string[],
  ): Promise<PeriodFigure[]> {
    const values: SqlValue[] = [levelOf[type], [...periods]];
    const conditions = ['true'];
    if (codes !== null) conditions.push(`c.code = any($${values.push([...codes])}::text[])`);
    if (within !== null) {
      conditions.push(`c.code in (select m.child_code from area_membership m
        where m.parent_code = $${values.push(within)} and m.child_type = c.level)`);
    }
    const rows = await database.query<FigureRow>(levelSql(measure, conditions.join(' and ')), values);
    return rows.map(toFigure);
  }

  /** Wards and larger neighbourhoods: sums of LSOAs, and only where all of them have figures. */
  async function sumsOfLsoas(
    { type, within, codes }: AreaChoice,
    measure: CoverageMeasure,
    periods: readonly string[],
  ): Promise<PeriodFigure[]> {
    const values: SqlValue[] = ['lsoa', [...periods], type];
    const conditions = ['true'];
    if (codes !== null) conditions.push(`m.parent_code = any($${values.push([...codes])}::text[])`);
    if (within !== null) {
      conditions.push(`m.parent_code in (select p.child_code from area_membership p
        where p.parent_code = $${values.push(within)} and p.child_type = $3)`);
    }
    const rows = await database.query<FigureRow>(
      `with part as (${levelSql(measure, 'true')}),
       member as (
         select m.parent_code, m.child_code, m.child_vintage from area_membership m
         where m.child_type = 'lsoa' and m.parent_type = $3 and ${conditions.join(' and ')}
           and m.parent_vintage = (select max(n.parent_vintage) from area_membership n
             where n.child_type = 'lsoa' and n.parent_type = $3 and n.child_vintage = m.child_vintage)),
       whole as (select parent_code, child_vintage, count(*) as size from member group by 1, 2)
       select m.parent_code as code, p.period, p.vintage, ${sumOf('p.premises')} as premises,
         ${sumOf('p.counted')} as counted,
         case when count(*) = count(p.counted) and count(*) = count(p.premises)
           then 100 * sum(p.counted) / nullif(sum(p.premises), 0) end as percent
       from member m join part p on p.code = m.child_code and p.vintage = m.child_vintage
       join whole w on w.parent_code = m.parent_code and w.child_vintage = m.child_vintage
       group by m.parent_code, p.period, p.vintage, w.size having count(*) = w.size
       order by m.parent_code, p.period`,
      values,
    );
    return rows.map(toFigure);
  }

  return {
    /** The periods that have rows for areas of a kind, earliest first. */
    async periods(type: ChangeType): Promise<string[]> {
      const rows = await database.query<{ period: string }>(
        `select distinct r.period collate "C" as period from dataset_release r
         where r.period is not null and exists (select 1 from coverage c
           where c.release_id = r.release_id and c.level = $1 and not c.is_residential)
         order by 1`,
        [levelOf[type]],
      );
      return rows.map(({ period }) => period);
    },

    /** Figures of areas in these periods; for nations those of their authorities, to be added up. */
    async figures(
      choice: AreaChoice,
      measure: CoverageMeasure,
      periods: readonly string[],
    ): Promise<PeriodFigure[]> {
      const isSum = choice.type === 'msoa' || choice.type === 'ward';
      return isSum ? sumsOfLsoas(choice, measure, periods) : ownRows(choice, measure, periods);
    },

    /** Where codes went to that are not in both releases. */
    async links(type: ChangeType, codes: readonly string[]): Promise<AreaLink[]> {
      if (codes.length === 0) return [];
      return database.query<AreaLink>(
        `select distinct from_code as "from", to_code as "to" from code_change
         where area_type = $1 and from_code <> to_code
           and (from_code = any($2::text[]) or to_code = any($2::text[]))`,
        [type, [...codes]],
      );
    },

    /** The names of areas by code, each by the newest vintage that has one. */
    async names(codes: readonly string[], isWelsh: boolean): Promise<ReadonlyMap<string, string>> {
      const rows = await database.query<{ code: string; name: string; name_welsh: string | null }>(
        `select distinct on (code) code, name, name_welsh from area where code = any($1::text[])
         order by code, vintage desc`,
        [[...codes]],
      );
      return new Map(rows.map(({ code, name, name_welsh }) => [code, (isWelsh ? name_welsh : null) ?? name]));
    },

    /** The data sets behind figures of these periods. */
    async sources(type: ChangeType, periods: readonly string[]): Promise<FigureSource[]> {
      return database.query<FigureSource & Record<string, never>>(
        `select distinct on (r.period) d.dataset_id as "datasetId", d.title, d.publisher, d.licence, d.attribution,
           r.period, d.made_up as "madeUp"
         from dataset_release r join dataset d using (dataset_id)
         where r.period = any($2::text[]) and exists (select 1 from coverage c
           where c.release_id = r.release_id and c.level = $1 and not c.is_residential)
         order by r.period, ${inForceFirst}`,
        [levelOf[type], [...periods]],
      );
    },

    /** Ids of areas with a boundary by code, of the newest vintage that has one. */
    async mappedIds(type: ChangeType, codes: readonly string[]): Promise<{ areaId: number; code: string }[]> {
      return database.query<{ areaId: number; code: string }>(
        `select distinct on (code) area_id as "areaId", code from area
         where area_type = $1 and code = any($2::text[]) and geometry is not null order by code, vintage desc`,
        [type, [...codes]],
      );
    },
  };
}
