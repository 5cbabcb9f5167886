import type { SourceColumn } from './source.ts';
import { valuesReader } from './values-table.ts';

/** Northern Ireland Multiple Deprivation Measure 2017, on super output areas of 2001 (95AA01S1). */
export const nimdm = valuesReader({
  id: 'nimdm',
  title: 'Northern Ireland Multiple Deprivation Measure 2017',
  sureness: 0.95,
  isHeader: (cells) => cells.includes('SOA2001') && cells.includes('MDM_rank'),
  layout: (table, _file, options) => ({
    facts: {
      datasetId: options.dataset ?? 'nimdm-2017',
      areas: { type: 'lsoa', vintage: options.vintage ?? 2001 },
      period: options.period ?? '2017',
      part: options.part ?? '',
    },
    codePosition: table.position('SOA2001'),
    namePosition: table.header.indexOf('SOA2001name'),
    columns: table.header.flatMap((name, position) =>
      position < table.position('MDM_rank') ? [] : [{ name, kind: kindOf(name), total: null, position }],
    ),
  }),
});

function kindOf(name: string): SourceColumn['kind'] {
  if (name.endsWith('_rank')) return 'rank';
  if (name.endsWith('_perc')) return 'percent';
  return name === 'Broadband_speed' ? 'speed' : 'score';
}
