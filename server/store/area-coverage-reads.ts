import { percentOfPremises } from '../../core/area-page/percent-of-premises.ts';
import type { FigureSource } from '../../core/contract/area-page/figure-source.ts';
import {
  coverageMeasures,
  type CoverageFigure,
  type CoverageMeasure,
} from '../../core/contract/coverage-measure.ts';
import type { AreaSet } from '../../core/contract/area.ts';
import type { Queryable, SqlValue } from '../database/database.ts';

export type CoverageLevel = 'postcode' | 'oa' | 'lsoa' | 'lad';

/** A release that has coverage of a level, with what must be said of it. */
export interface CoverageRelease {
  readonly releaseId: number;
  readonly level: CoverageLevel;
  readonly isResidential: boolean;
  readonly isCurrent: boolean;
  readonly source: FigureSource;
}

export type MeasureFigures = Readonly<Record<CoverageMeasure, CoverageFigure>>;

/** Figures of one area, published or added up. */
export interface CoverageFigures {
  /** How many rows were added up. */
  readonly parts: number;
  readonly premises: number | null;
  readonly matchedPremises: number | null;
  readonly measures: MeasureFigures;
}

export interface AreaCoverage extends CoverageFigures {
  readonly release: CoverageRelease;
  readonly basis: 'published' | 'summed';
}

interface ReleaseRow {
  release_id: number;
  level: CoverageLevel;
  is_residential: boolean;
  is_current: boolean;
  dataset_id: string;
  title: string;
  publisher: string;
  licence: string;
  attribution: string;
  period: string | null;
  made_up: boolean;
}

interface FigureRow {
  parts: number;
  premises: number | null;
  matched_premises: number | null;
  figures: (number | null)[];
}

const releaseColumns = `r.release_id, r.superseded_by is null as is_current, r.period, d.dataset_id, d.title, d.publisher,
  d.licence, d.attribution, d.made_up`;

const figuresOf = coverageMeasures.map((measure) => `c.${measure}_premises, c.${measure}_percent`).join(', ');

/** A sum that is null where one of its parts is: a part that is not known is not 0. */
const sumOf = (column: string): string => `case when count(*) = count(${column}) then sum(${column}) end`;
const percentOf = (column: string): string =>
  `case when count(*) = count(${column}) then 100 * sum(${column}) / nullif(sum(c.premises), 0) end`;
const sums = `count(*) as parts, ${sumOf('c.premises')} as premises,
  ${sumOf('c.matched_premises')} as matched_premises,
  array[${coverageMeasures
    .map((measure) => `${sumOf(`c.${measure}_premises`)}, ${percentOf(`c.${measure}_premises`)}`)
    .join(', ')}] as figures`;

function toRelease(row: ReleaseRow): CoverageRelease {
  return {
    releaseId: row.release_id,
    level: row.level,
    isResidential: row.is_residential,
    isCurrent: row.is_current,
    source: {
      datasetId: row.dataset_id,
      title: row.title,
      publisher: row.publisher,
      licence: row.licence,
      attribution: row.attribution,
      period: row.period,
      madeUp: row.made_up,
    },
  };
}

function toFigures(row: FigureRow): CoverageFigures {
  return {
    parts: row.parts,
    premises: row.premises,
    matchedPremises: row.matched_premises,
    measures: Object.fromEntries(
      coverageMeasures.map((measure, at) => {
        const figure = { premises: row.figures[2 * at] ?? null, percent: row.figures[2 * at + 1] ?? null };
        return [measure, { ...figure, percent: percentOfPremises(figure, row.premises) }];
      }),
    ) as MeasureFigures,
  };
}

/** Coverage of an area and of what lies in it, for the page about it. */
export function createAreaCoverageReads(database: Queryable) {
  async function summed(
    release: CoverageRelease,
    condition: string,
    values: readonly SqlValue[],
  ): Promise<CoverageFigures> {
    const rows = await database.query<FigureRow>(
      `select ${sums} from coverage c
       where c.release_id = $1::integer and c.level = $2 and c.is_residential = $3::boolean and ${condition}`,
      [release.releaseId, release.level, release.isResidential, ...values],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('A sum always has a row.');
    return toFigures(row);
  }

  return {
    /**
     * The releases that have rows of a level: those in force, or those of a period whether still in force or not; those of
     * all premises first, the newest first of these.
     */
    async releases(period: string | null = null): Promise<CoverageRelease[]> {
      const rows = await database.query<ReleaseRow>(
        `select ${releaseColumns}, kind.level, kind.is_residential
         from dataset_release r join dataset d using (dataset_id)
         cross join lateral (
           select l.level, h.is_residential
           from unnest(array['postcode', 'oa', 'lsoa', 'lad']) as l (level)
           cross join unnest(array[false, true]) as h (is_residential)
           where exists (select 1 from coverage c where c.release_id = r.release_id and c.level = l.level
             and c.is_residential = h.is_residential)) kind
         where ${period === null ? 'r.superseded_by is null' : 'r.period = $1'}
         order by kind.is_residential, coalesce(r.period, '') collate "C" desc, r.release_id desc`,
        period === null ? [] : [period],
      );
      return rows.map(toRelease);
    },

    /**
     * Every release's figures of one area, by period: of several that give the same period the latest import. A vintage is
     * asked for where codes of two vintages may be the same.
     */
    async ofArea(level: CoverageLevel, code: string, vintage: number | null): Promise<AreaCoverage[]> {
      const rows = await database.query<ReleaseRow & FigureRow & { basis: 'published' | 'summed' }>(
        `select distinct on (c.is_residential, coalesce(r.period, '') collate "C") ${releaseColumns}, c.level,
           c.is_residential, c.basis, 1 as parts, c.premises, c.matched_premises, array[${figuresOf}] as figures
         from coverage c join dataset_release r using (release_id) join dataset d using (dataset_id)
         where c.code = $1 and c.level = $2 and ($3::integer is null or c.vintage is null or c.vintage = $3::integer)
         order by c.is_residential, coalesce(r.period, '') collate "C", r.superseded_by is null desc,
           r.release_id desc`,
        [code, level, vintage],
      );
      return rows.map((row) => ({ ...toFigures(row), release: toRelease(row), basis: row.basis }));
    },

    /** The areas of a level's kind that lie in an area, of the vintage that the release has. */
    async members(parent: AreaSet & { readonly code: string }, release: CoverageRelease): Promise<string[]> {
      const rows = await database.query<{ code: string }>(
        `select m.child_code as code from area_membership m
         where m.parent_type = $1 and m.parent_vintage = $2::integer and m.parent_code = $3 and m.child_type = $4
           and m.child_vintage = (select c.vintage from coverage c where c.release_id = $5::integer and c.level = $4
             limit 1)
         order by m.child_code`,
        [parent.type, parent.vintage, parent.code, release.level, release.releaseId],
      );
      return rows.map(({ code }) => code);
    },

    /** The areas of these codes, added up. */
    sumOfCodes: (release: CoverageRelease, codes: readonly string[]): Promise<CoverageFigures> =>
      summed(release, 'c.code = any($4::text[])', [[...codes]]),

    /** All areas of a release whose codes begin so, added up. */
    sumOfPrefix: (release: CoverageRelease, prefix: string): Promise<CoverageFigures> =>
      summed(release, 'starts_with(c.code, $4)', [prefix]),

    /** The vintage of the codes of a release's level. */
    async vintageOf(release: CoverageRelease): Promise<number | null> {
      const rows = await database.query<{ vintage: number | null }>(
        `select c.vintage from coverage c where c.release_id = $1::integer and c.level = $2 limit 1`,
        [release.releaseId, release.level],
      );
      return rows[0]?.vintage ?? null;
    },

    /** The postcodes that the directory in force places in an area, added up. */
    sumOfPostcodes: (
      release: CoverageRelease,
      type: 'oa' | 'lsoa' | 'msoa' | 'ward' | 'lad',
      code: string,
    ): Promise<CoverageFigures> =>
      summed(
        release,
        `c.code in (select p.postcode from postcode p join dataset_release r using (release_id)
           where r.superseded_by is null and p.${type}_code = $4)`,
        [code],
      ),
  };
}
