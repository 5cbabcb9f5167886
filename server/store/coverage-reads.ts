import { coverageMeasures } from '../../core/contract/coverage-measure.ts';
import type { Coverage } from '../../core/contract/place-lists.ts';
import type { Queryable, SqlValue } from '../database/database.ts';
import type { SqlText } from './area-reads.ts';

export interface CoveragePageQuery {
  readonly level: Coverage['level'];
  readonly within: string | null;
  readonly code: string | null;
  readonly releaseId: number | null;
  readonly after: CoverageKey | null;
  readonly limit: number;
}

/** Coverage is sorted by code, residential last, then release: together they name one row. */
export type CoverageKey = readonly [code: string, isResidential: number, releaseId: number];

interface CoverageRow {
  release_id: number;
  dataset_id: string;
  period: string | null;
  level: Coverage['level'];
  code: string;
  is_residential: boolean;
  basis: Coverage['basis'];
  premises: number | null;
  matched_premises: number | null;
  figures: (number | null)[];
  bands: Coverage['bands'];
}

/** Measures that the release does not have are left out, not given as null. */
function toMeasures(figures: readonly (number | null)[]): Coverage['measures'] {
  const found: Coverage['measures'] = {};
  coverageMeasures.forEach((measure, position) => {
    const premises = figures[2 * position] ?? null;
    const percent = figures[2 * position + 1] ?? null;
    if (premises !== null || percent !== null) found[measure] = { premises, percent };
  });
  return found;
}

function toCoverage(row: CoverageRow): Coverage {
  return {
    releaseId: row.release_id,
    datasetId: row.dataset_id,
    period: row.period,
    level: row.level,
    code: row.code,
    isResidential: row.is_residential,
    basis: row.basis,
    premises: row.premises,
    matchedPremises: row.matched_premises,
    measures: toMeasures(row.figures),
    bands: row.bands,
  };
}

/** Postcodes are found through the directory, areas through their memberships. */
function withinCode(level: Coverage['level'], code: string): string {
  if (level === 'postcode') {
    return `c.code in (select p.postcode from postcode p
      where ${code} in (p.oa_code, p.lsoa_code, p.msoa_code, p.ward_code, p.lad_code))`;
  }
  return `c.code in (select m.child_code from area_membership m
    where m.parent_code = ${code} and m.child_type = c.level)`;
}

function coveragePageSql(query: CoveragePageQuery): SqlText {
  const values: SqlValue[] = [query.level];
  const bind = (value: SqlValue): string => `$${values.push(value)}`;
  const conditions = ['c.level = $1'];
  if (query.releaseId === null) conditions.push('r.superseded_by is null');
  else conditions.push(`c.release_id = ${bind(query.releaseId)}::integer`);
  if (query.code !== null) conditions.push(`c.code = ${bind(query.code)}`);
  if (query.within !== null) conditions.push(withinCode(query.level, bind(query.within)));
  if (query.after !== null) {
    const [code, isResidential, releaseId] = query.after;
    const key = `${bind(code)}, ${bind(isResidential)}::integer, ${bind(releaseId)}::bigint`;
    conditions.push(`(c.code, c.is_residential::integer, c.release_id) > (${key})`);
  }
  const figures = coverageMeasures.map((measure) => `c.${measure}_premises, c.${measure}_percent`).join(', ');
  const text = `select c.release_id, r.dataset_id, r.period, c.level, c.code, c.is_residential, c.basis, c.premises,
      c.matched_premises, array[${figures}] as figures, c.bands
    from coverage c join dataset_release r using (release_id)
    where ${conditions.join(' and ')}
    order by c.code, c.is_residential::integer, c.release_id limit ${bind(query.limit)}::integer`;
  return { text, values };
}

/** Broadband coverage as callers ask for it. */
export function createCoverageReads(database: Queryable) {
  return {
    async page(query: CoveragePageQuery): Promise<Coverage[]> {
      const { text, values } = coveragePageSql(query);
      const rows = await database.query<CoverageRow>(text, values);
      return rows.map(toCoverage);
    },
  };
}

export type CoverageReads = ReturnType<typeof createCoverageReads>;
