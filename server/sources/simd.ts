import type { SourceColumn } from './source.ts';
import { valuesReader } from './values-table.ts';

/**
 * Scottish Index of Multiple Deprivation 2020v2, ranks or indicators, on data zones of 2011. Some cells carry a
 * percent sign, `*` is suppressed, and tied ranks are halves. `Broadband` is the percent of premises that cannot get
 * superfast. Ratios against Scotland = 100 (SMR, CIF ...) and crimes per 10,000 are scores here: neither is a percent.
 */
export const simd = valuesReader({
  id: 'simd',
  title: 'Scottish Index of Multiple Deprivation 2020',
  sureness: 0.95,
  isHeader: (cells) => cells[0] === 'Data_Zone' && cells[1] === 'Intermediate_Zone',
  layout: (table, _file, options) => ({
    facts: {
      datasetId: options.dataset ?? 'simd-2020v2',
      areas: { type: 'lsoa', vintage: options.vintage ?? 2011 },
      period: options.period ?? '2020',
      part: options.part ?? (table.header.some((name) => name.endsWith('_Rank')) ? 'ranks' : 'indicators'),
    },
    codePosition: 0,
    namePosition: 1,
    columns: table.header.flatMap((name, position) =>
      position < 3 ? [] : [{ name, kind: kindOf(name), total: totals[name] ?? null, position }],
    ),
  }),
});

const percents = new Set([
  'Income_rate',
  'Employment_rate',
  'DEPRESS',
  'LBWT',
  'Attendance',
  'not_participating',
  'University',
  'Broadband',
  'overcrowded_rate',
  'nocentralheat_rate',
]);

const totals: Readonly<Record<string, string>> = {
  Working_age_population: 'Total_population',
  Income_count: 'Total_population',
  Employment_count: 'Working_age_population',
};

function kindOf(name: string): SourceColumn['kind'] {
  if (name.endsWith('_Rank')) return 'rank';
  if (name.endsWith('_count') || name.endsWith('_population')) return 'count';
  return percents.has(name) ? 'percent' : 'score';
}
