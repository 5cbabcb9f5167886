import { valuesReader } from './values-table.ts';

/**
 * GMCA's Digital Exclusion Risk Index 1.6 as published: components and score, 0 (least) to 10, on LSOAs and data zones
 * of 2011. Under GMCA's own names (`LSOA code`, `DERI score (national, England IMD)`) or as DEPAHRI repeats them.
 * 167 Scottish data zones have no deprivation component and so no score.
 */
export const deri = valuesReader({
  id: 'deri',
  title: 'Digital Exclusion Risk Index 1.6 (GMCA)',
  sureness: 0.95,
  isHeader: (cells) =>
    /^(lsoa11_code|LSOA code)$/i.test(cells[0] ?? '') && cells.some((cell) => /^deri[_ ]score/i.test(cell)),
  layout: (table, file, options) => ({
    facts: {
      datasetId: options.dataset ?? 'deri-1-6',
      areas: { type: 'lsoa', vintage: options.vintage ?? 2011 },
      period: options.period ?? '2022',
      // One file per nation: they stand side by side.
      part: options.part ?? /england|wales|scotland/i.exec(file.name)?.[0].toLowerCase() ?? '',
    },
    codePosition: 0,
    namePosition: null,
    columns: table.header.flatMap((name, position) =>
      /component|_comp_|score/i.test(name) ? [{ name, kind: 'score', total: null, position }] : [],
    ),
  }),
});
