import type { SourceColumn } from './source.ts';
import { valuesReader } from './values-table.ts';

/**
 * mySociety's composite deprivation index for Great Britain or the United Kingdom. One column `lsoa` holds LSOAs of
 * England and Wales, data zones of Scotland and, in the UK edition, super output areas of Northern Ireland. Rates are
 * percent with the noise of binary fractions (56.89999999999999), which is rounded away at the 12th digit.
 */
export const gbComposite = valuesReader({
  id: 'gb-composite',
  title: 'Composite index of multiple deprivation (mySociety)',
  sureness: 0.95,
  isHeader: (cells) =>
    cells[0] === 'nation' &&
    cells[1] === 'lsoa' &&
    cells.some((cell) => /^(GB|UK)_IMD_[EWSN]_score$/.test(cell)),
  layout: (table, _file, options) => ({
    facts: {
      datasetId: options.dataset ?? 'gb-composite-imd',
      areas: { type: 'lsoa', vintage: options.vintage ?? 2011 },
      period: options.period ?? '2020',
      part:
        options.part ?? table.header.find((name) => name.endsWith('_score') && name.includes('_IMD_')) ?? '',
    },
    codePosition: 1,
    namePosition: null,
    columns: table.header.flatMap((name, position) =>
      position < 2 ? [] : [{ name, kind: kindOf(name), total: null, position }],
    ),
    adjust: (value) => Number(value.toPrecision(12)),
  }),
});

function kindOf(name: string): SourceColumn['kind'] {
  if (name.endsWith('_rank')) return 'rank';
  if (name.endsWith('_decile')) return 'decile';
  return name === 'income_score' || name === 'employment_score' ? 'percent' : 'score';
}
