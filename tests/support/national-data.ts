import type { IndicatorDefinition } from '../../core/contract/indicator.ts';
import type { CodedValue } from '../../core/geography/conversion-rule.ts';
import { prepareVintageConversion, type VintageConversion } from '../../core/geography/vintage-conversion.ts';
import { planIndicators } from '../../server/usecases/import/plan-indicators.ts';
import { parseNumber } from '../../server/sources/number.ts';
import type { SourceColumn, ValuesRow } from '../../server/sources/source.ts';
import { cellNumber, readCsv } from './read-csv.ts';
import { sharedPath } from './shared.ts';

/** Files of England and Wales on LSOA 2021, by dataset, and the column that holds the area code. */
const files: Readonly<Record<string, { readonly file: string; readonly code: string }>> = {
  'census-2021-ts007a': { file: 'nomis/census2021-ts007a-lsoa.csv', code: 'geography code' },
  'census-2021-ts038': { file: 'nomis/census2021-ts038-lsoa.csv', code: 'geography code' },
  'census-2021-ts054': { file: 'nomis/ts054_tenure_lsoa21_wide_DERIVED.csv', code: 'lsoa21_code' },
  'iod-2025': { file: 'imd/iod2025_england_lsoa21.csv', code: 'lsoa21_code' },
  'iod-2025-indicators': { file: 'imd/iod2025_england_lsoa21_indicators.csv', code: 'lsoa21_code' },
};

/** The areas of England and Wales in the order of the census file, and where they belong. */
export interface NationalAreas {
  readonly codes: readonly string[];
  readonly lad: readonly string[];
  /** Region of England; null in Wales. */
  readonly region: readonly (string | null)[];
  readonly conversion: VintageConversion;
}

/** LSOA 2021 with local authorities of 2022, regions, and the conversion from LSOA 2011. */
export async function nationalAreas(): Promise<NationalAreas> {
  const lookup = await readCsv(sharedPath('data/national/lookups/lsoa11_to_lsoa21_exact.csv'));
  const authorities = await readCsv(sharedPath('data/national/lookups/la_all_codes.csv'));
  const census = await readCsv(sharedPath('data/national/nomis/census2021-ts007a-lsoa.csv'));
  const before = await readCsv(
    sharedPath('data/national/ons/population_mid2020_lsoa11_single_year_DERIVED.csv.gz'),
  );
  const ladOf = new Map(lookup.map((row) => [row['LSOA21CD'] ?? '', row['LAD22CD'] ?? '']));
  const regionOf = new Map(authorities.map((row) => [row['LADCD'] ?? '', row['RGNCD'] ?? '']));
  const codes = census.map((row) => row['geography code'] ?? '');
  const lad = codes.map((code) => ladOf.get(code) ?? '');
  return {
    codes,
    lad,
    region: lad.map((code) => (code.startsWith('E') ? (regionOf.get(code) ?? null) : null)),
    conversion: prepareVintageConversion(
      lookup.map((row) => ({ from: row['LSOA11CD'] ?? '', to: row['LSOA21CD'] ?? '' })),
      {
        from: new Map(
          before.map((row) => [row['lsoa11_code'] ?? '', cellNumber(row, 'total_population') ?? NaN]),
        ),
        to: new Map(census.map((row) => [row['geography code'] ?? '', cellNumber(row, 'Age: Total') ?? NaN])),
      },
    ),
  };
}

/**
 * Indicators as columns over the areas, made from the publishers' files by the formulas of the catalogue; NaN where an
 * area has no value. Indicators whose dataset is not among the national files are left out.
 */
export async function nationalIndicators(
  definitions: readonly IndicatorDefinition[],
  codes: readonly string[],
): Promise<ReadonlyMap<string, Float64Array>> {
  const rowOfCode = new Map(codes.map((code, row) => [code, row]));
  const columns = new Map<string, Float64Array>();
  for (const [dataset, { file, code }] of Object.entries(files)) {
    const wanted = definitions.filter((definition) => definition.dataset === dataset);
    if (wanted.length === 0) continue;
    const rows = await readCsv(sharedPath('data/national', file));
    const names = Object.keys(rows[0] ?? {});
    const sourceColumns = names.map((name): SourceColumn => ({ name, kind: 'count', total: null }));
    for (const planned of planIndicators({ id: dataset, title: dataset }, wanted, sourceColumns).planned) {
      const column = new Float64Array(codes.length).fill(NaN);
      for (const row of rows) {
        const at = rowOfCode.get(row[code] ?? '');
        if (at !== undefined) column[at] = planned.compute(valuesRow(row, names, code)).value ?? NaN;
      }
      columns.set(planned.indicator.id, column);
    }
  }
  return columns;
}

function valuesRow(row: Readonly<Record<string, string>>, names: readonly string[], code: string): ValuesRow {
  return {
    kind: 'values',
    line: 0,
    code: row[code] ?? '',
    name: null,
    values: names.map((name) => parseNumber(row[name] ?? '').value),
    reasons: null,
  };
}

/** The ONS Digital Propensity Index on LSOA 2011, as published. */
export async function digitalPropensity(): Promise<readonly CodedValue[]> {
  const rows = await readCsv(sharedPath('data/validation/ons_dpi_census2021_lsoa11.csv'));
  return rows.map((row) => ({
    code: row['LSOAcode'] ?? '',
    value: cellNumber(row, 'Score'),
    numerator: null,
    denominator: null,
    missingReason: null,
  }));
}
