import { valuesReader } from './values-table.ts';

/**
 * Welsh Index of Multiple Deprivation 2019, index and domain scores (higher is worse). The publisher's header has
 * names with trailing spaces and the rows are sorted by rank, not by code.
 */
export const wimd = valuesReader({
  id: 'wimd',
  title: 'Welsh Index of Multiple Deprivation 2019',
  sureness: 0.95,
  isHeader: (cells) => /^lsoa( code)?$/i.test(cells[0] ?? '') && cells.includes('WIMD 2019'),
  layout: (table, _file, options) => ({
    facts: {
      datasetId: options.dataset ?? 'wimd-2019',
      areas: { type: 'lsoa', vintage: options.vintage ?? 2011 },
      period: options.period ?? '2019',
      part: options.part ?? '',
    },
    codePosition: 0,
    namePosition: 1,
    columns: table.header.flatMap((name, position) =>
      position < table.position('WIMD 2019') ? [] : [{ name, kind: 'score', total: null, position }],
    ),
  }),
});
