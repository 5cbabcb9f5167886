import {
  coverageMeasures,
  type CoverageFigure,
  type CoverageMeasure,
} from '../../core/contract/coverage-measure.ts';
import type { Queryable } from '../database/database.ts';
import { copyRecord, copyRecords } from './copy-csv.ts';

export interface NewCoverage {
  readonly level: 'postcode' | 'oa' | 'lad';
  readonly code: string;
  readonly isResidential: boolean;
  readonly premises: number | null;
  readonly matchedPremises: number | null;
  readonly measures: Readonly<Partial<Record<CoverageMeasure, CoverageFigure>>>;
  readonly bands: Readonly<Record<string, CoverageFigure>>;
}

/** What rolling up met, so that nothing is lost without being said. */
export interface RollUpReport {
  readonly lsoaCount: number;
  /** Output areas of the release that the lookup does not place in any LSOA. */
  readonly unplaced: number;
  readonly unplacedExamples: readonly string[];
  /** LSOAs of which the release lacks some output areas: their sums are of the others. */
  readonly incomplete: number;
}

const figureColumns = coverageMeasures.flatMap((name) => [`${name}_premises`, `${name}_percent`]);

const target = {
  table: 'coverage',
  columns: [
    'release_id',
    'level',
    'code',
    'vintage',
    'is_residential',
    'premises',
    'matched_premises',
    ...figureColumns,
    'bands',
  ],
};

function recordOf(releaseId: number, vintage: number | null, row: NewCoverage): string {
  const figures = coverageMeasures.flatMap((name) => {
    const figure = row.measures[name];
    return [figure?.premises ?? null, figure?.percent ?? null];
  });
  return copyRecord([
    releaseId,
    row.level,
    row.code,
    vintage,
    row.isResidential,
    row.premises,
    row.matchedPremises,
    ...figures,
    JSON.stringify(row.bands),
  ]);
}

/** A sum that is null where one of its parts is: a part that is not known is not 0. */
const sumOf = (column: string): string => `case when count(*) = count(${column}) then sum(${column}) end`;

/** The same in percent of all premises of the area. */
const percentOf = (column: string): string =>
  `case when count(*) = count(${column}) then 100 * sum(${column}) / nullif(sum(c.premises), 0) end`;

/** Output areas with the LSOA of the same vintage they lie in. */
const members = `coverage c join area_membership m on m.child_type = 'oa' and m.child_vintage = c.vintage
    and m.child_code = c.code and m.parent_type = 'lsoa' and m.parent_vintage = c.vintage`;
const ofRelease = `c.release_id = $1::integer and c.level = 'oa'`;

const rollUpSql = `
  insert into coverage (release_id, level, code, vintage, is_residential, basis, premises, matched_premises,
    ${figureColumns.join(', ')}, bands)
  select $1::integer, 'lsoa', m.parent_code, m.parent_vintage, c.is_residential, 'summed',
    ${sumOf('c.premises')}, ${sumOf('c.matched_premises')},
    ${coverageMeasures
      .map((name) => `${sumOf(`c.${name}_premises`)}, ${percentOf(`c.${name}_premises`)}`)
      .join(',\n    ')},
    '{}'::jsonb
  from ${members} where ${ofRelease} group by m.parent_code, m.parent_vintage, c.is_residential`;

const rollUpBandsSql = `
  with summed as (
    select m.parent_code, c.is_residential, band.key as name,
      case when count(*) = count(band.value->>'premises')
        then sum((band.value->>'premises')::double precision) end as premises,
      case when count(*) = count(band.value->>'premises')
        then 100 * sum((band.value->>'premises')::double precision) / nullif(sum(c.premises), 0) end as percent
    from ${members} cross join lateral jsonb_each(c.bands) as band where ${ofRelease}
    group by m.parent_code, c.is_residential, band.key)
  update coverage set bands = built.bands
  from (select parent_code, is_residential,
          jsonb_object_agg(name, jsonb_build_object('premises', premises, 'percent', percent)) as bands
        from summed group by parent_code, is_residential) built
  where coverage.release_id = $1::integer and coverage.level = 'lsoa'
    and coverage.code = built.parent_code and coverage.is_residential = built.is_residential`;

/** Broadband coverage: the write side. */
export function createCoverageStore(database: Queryable) {
  return {
    /** Gives the number of rows written. `vintage` is that of the areas' codes, where they have one. */
    async copyCoverage(
      releaseId: number,
      batches: AsyncIterable<readonly NewCoverage[]>,
      vintage: number | null,
    ): Promise<number> {
      return database.copyFrom(
        target,
        copyRecords(batches, (row) => recordOf(releaseId, vintage, row)),
      );
    },

    /** Whether any output area of a vintage is known to lie in an LSOA of the same vintage. */
    async hasOutputAreaLookup(vintage: number): Promise<boolean> {
      const rows = await database.query<{ found: boolean }>(
        `select exists (select 1 from area_membership where child_type = 'oa' and child_vintage = $1::integer
           and parent_type = 'lsoa' and parent_vintage = $1::integer) as found`,
        [vintage],
      );
      return rows[0]?.found ?? false;
    },

    /**
     * Adds the output areas of a release up to LSOAs: numbers of premises are summed, percents worked out from the
     * sums. Percents are never averaged: an output area of 20 premises would weigh as much as one of 500.
     */
    async rollUpToLsoas(releaseId: number): Promise<RollUpReport> {
      const lsoaCount = await database.execute(rollUpSql, [releaseId]);
      await database.execute(rollUpBandsSql, [releaseId]);
      const unplaced = await database.query<{ code: string }>(
        `select c.code from coverage c where c.release_id = $1::integer and c.level = 'oa' and not exists (
           select 1 from area_membership m where m.child_type = 'oa' and m.child_vintage = c.vintage
             and m.child_code = c.code and m.parent_type = 'lsoa' and m.parent_vintage = c.vintage)
         order by c.code`,
        [releaseId],
      );
      const incomplete = await database.query<{ incomplete: number }>(
        `select count(*) as incomplete from (
           select m.parent_code from area_membership m
           join coverage l on l.release_id = $1::integer and l.level = 'lsoa' and l.code = m.parent_code
             and l.vintage = m.parent_vintage
           left join coverage c on c.release_id = $1::integer and c.level = 'oa' and c.code = m.child_code
           where m.child_type = 'oa' and m.child_vintage = l.vintage and m.parent_type = 'lsoa'
           group by m.parent_code having count(c.code) < count(*)) short`,
        [releaseId],
      );
      return {
        lsoaCount,
        unplaced: unplaced.length,
        unplacedExamples: unplaced.slice(0, 10).map(({ code }) => code),
        incomplete: incomplete[0]?.incomplete ?? 0,
      };
    },

    /** The rows of one level of a release, all premises (not residential only), in the order of codes. */
    async readLevel(
      releaseId: number,
      level: 'lsoa' | 'lad',
    ): Promise<{ readonly code: string; readonly figures: (number | null)[] }[]> {
      return database.query(
        `select code, array[premises, matched_premises, ${figureColumns.join(', ')}] as figures from coverage
         where release_id = $1::integer and level = $2 and not is_residential order by code`,
        [releaseId, level],
      );
    },
  };
}

/** The names of what readLevel gives, in its order. */
export const coverageFigureColumns: readonly string[] = ['premises', 'matched_premises', ...figureColumns];
