import { areaSet } from './area-of-code.ts';
import type { CsvTable } from './csv.ts';
import type { SourceFile } from './source.ts';
import { valuesReader, type ValuesLayout, type ValuesOptions } from './values-table.ts';

/**
 * ONS Digital Propensity Index, Census 2021, by LSOA 2011: `,LSOAcode,Region,Local Authority name,Score,...`, the first
 * column a nameless row number. `Score` is the percent of households that answered the Census online, observed where
 * they were asked to and modelled where they were first sent paper.
 */
export const onsDigitalPropensity = valuesReader({
  id: 'ons-digital-propensity',
  title: 'Digital Propensity Index (ONS)',
  sureness: 0.95,
  isHeader: (cells) =>
    cells.includes('LSOAcode') && cells.includes('Score') && cells.includes('score_normalized'),
  layout,
});

function layout(table: CsvTable, _file: SourceFile, options: ValuesOptions): ValuesLayout {
  const header = table.header.map((name) => name.trim());
  return {
    facts: {
      datasetId: options.dataset ?? 'ons-digital-propensity',
      areas: areaSet(options.areaType ?? 'lsoa', options.vintage ?? 2011),
      period: options.period ?? '2021',
      part: options.part ?? '',
    },
    codePosition: header.indexOf('LSOAcode'),
    namePosition: null,
    columns: [
      { name: 'Score', kind: 'percent', total: null, position: header.indexOf('Score') },
      { name: 'score_normalized', kind: 'score', total: null, position: header.indexOf('score_normalized') },
    ],
  };
}
