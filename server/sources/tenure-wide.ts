import { vintageInHeader } from './area-of-code.ts';
import { valuesReader } from './values-table.ts';

/** Census 2021 tenure (TS054) as one row per LSOA under the categories' own names, with the total first. */
export const tenureWide = valuesReader({
  id: 'tenure-wide',
  title: 'Census 2021 tenure, one row per LSOA',
  sureness: 0.9,
  isHeader: (cells) => /^lsoa\d\d_code$/.test(cells[0] ?? '') && cells[1] === 'total_households',
  layout: (table, _file, options) => ({
    facts: {
      datasetId: options.dataset ?? 'census-2021-ts054',
      areas: { type: 'lsoa', vintage: options.vintage ?? vintageInHeader(table.header[0] ?? '') ?? 2021 },
      period: options.period ?? '2021',
      part: options.part ?? '',
    },
    codePosition: 0,
    namePosition: null,
    columns: table.header.slice(1).map((name, at) => ({
      name,
      kind: 'count',
      total: at === 0 ? null : 'total_households',
      position: at + 1,
    })),
  }),
});
