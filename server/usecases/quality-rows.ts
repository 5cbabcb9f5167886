import { coverageMeasures } from '../../core/contract/coverage-measure.ts';
import type { IndicatorDefinition } from '../../core/contract/indicator.ts';
import type { QualityColumn, QualityRatio, QualityUnit } from '../../core/quality/table.ts';
import type { CoverageRow, OpenedSource, SourceColumn, SourceRow } from '../sources/source.ts';

/** What the gate looks at in a row: who it is about, and its figures in the order of the columns. */
export interface QualityRow {
  /** Identifies the row in its file. */
  readonly key: string;
  readonly code: string;
  readonly values: readonly (number | null)[];
}

const unitOfKind: Readonly<Record<SourceColumn['kind'], QualityUnit>> = {
  count: 'count',
  percent: 'percent',
  share: 'share',
  rate: 'rate',
  score: 'score',
  rank: 'rank',
  decile: 'decile',
  pounds: 'pounds',
  speed: 'megabits-per-second',
};

/** The columns of a source under the units of the catalogue, or of the reader where it names none. */
export function qualityColumns(
  source: Pick<OpenedSource, 'columns'>,
  indicators: readonly IndicatorDefinition[],
  rowKind: SourceRow['kind'],
): readonly QualityColumn[] {
  if (rowKind === 'coverage') return coverageColumns();
  const units = new Map<string, QualityUnit>();
  for (const { formula, alternatives, unit } of indicators) {
    for (const each of [formula, ...(alternatives ?? [])]) {
      if ('value' in each) units.set(each.value, unit);
      else if ('count' in each) for (const name of each.count) units.set(name, 'count');
      else for (const name of [...each.numerator, ...each.denominator]) units.set(name, 'count');
    }
  }
  return source.columns.map(({ name, kind, total }) => ({
    name,
    unit: units.get(name) ?? unitOfKind[kind],
    total,
    isUsed: units.has(name),
  }));
}

/** The rates that the catalogue makes from the columns of the source. */
export function qualityRatios(indicators: readonly IndicatorDefinition[]): readonly QualityRatio[] {
  return indicators.flatMap(({ id, formula, alternatives }) =>
    [formula, ...(alternatives ?? [])].flatMap((each) =>
      'numerator' in each ? [{ name: id, numerator: each.numerator, denominator: each.denominator }] : [],
    ),
  );
}

/** The row as the gate sees it; null for kinds that are only counted: premises and postcodes have a primary key. */
export function qualityRow(row: SourceRow): QualityRow | null {
  switch (row.kind) {
    case 'values':
    case 'mobile-coverage':
      return { key: row.code, code: row.code, values: row.values };
    case 'coverage':
      return {
        key: `${row.code} ${row.isResidential ? 'residential' : ''}`,
        code: row.code,
        values: coverageValues(row),
      };
    case 'area':
    case 'area-detail':
      return { key: row.code, code: row.code, values: [] };
    case 'membership':
      return { key: `${row.childCode} ${row.parentCode}`, code: row.childCode, values: [] };
    case 'code-change':
      return { key: `${row.fromCode} ${row.toCode}`, code: row.fromCode, values: [] };
    case 'premises':
    case 'premises-plan':
    case 'premises-directory':
    case 'postcode':
    case 'support-place':
      return null;
  }
}

function coverageColumns(): readonly QualityColumn[] {
  return [
    // Not published for postcodes, nor for authorities before 2018: absent is as it should be.
    { name: 'premises', unit: 'count', total: null, isUsed: false },
    { name: 'matched premises', unit: 'count', total: null, isUsed: false },
    ...coverageMeasures.flatMap((measure): readonly QualityColumn[] => [
      { name: `${measure} premises`, unit: 'count', total: 'premises', isUsed: false },
      { name: `${measure} percent`, unit: 'percent', total: null, isUsed: false },
    ]),
  ];
}

function coverageValues(row: CoverageRow): readonly (number | null)[] {
  return [
    row.premises,
    row.matchedPremises,
    ...coverageMeasures.flatMap((measure) => [
      row.measures[measure]?.premises ?? null,
      row.measures[measure]?.percent ?? null,
    ]),
  ];
}
