import { vintageInHeader } from './area-of-code.ts';
import type { CsvTable } from './csv.ts';
import type { SourceColumn, SourceFile } from './source.ts';
import { valuesReader, type ValuesLayout, type ValuesOptions } from './values-table.ts';

/**
 * English Indices of Deprivation 2019 and 2025: File 7 under the publisher's names, and the short-named tables made
 * from Files 5, 7 and 8 (domains, sub-domains, underlying indicators, rank and decile). The edition follows from the
 * vintage of the LSOA codes that the header names: 2011 for 2019, 2021 for 2025. Rank 1 and decile 1 are the most
 * deprived; scores are higher where it is worse.
 */
export const iod = valuesReader({
  id: 'iod',
  title: 'English Indices of Deprivation 2019 and 2025',
  sureness: 0.9,
  isHeader: (cells) => tableOf(cells) !== null,
  layout,
});

type Table = 'file-7' | 'domains' | 'subdomains' | 'indicators' | 'rank-and-decile';

function tableOf(cells: readonly string[]): Table | null {
  const first = cells[0] ?? '';
  if (/^LSOA code \(\d{4}\)$/i.test(first)) {
    return cells.some((cell) => cell.includes('Index of Multiple Deprivation (IMD)')) ? 'file-7' : null;
  }
  if (!/^lsoa(11|21)_?(code|cd)$/i.test(first)) return null;
  if (cells.includes('IMD_decile') && cells.includes('Income_rank')) return 'domains';
  if (cells.includes('adult_skills_score')) return 'subdomains';
  if (cells.includes('income_domain_numerator')) return 'indicators';
  return cells.includes('imd_rank') && cells.includes('imd_dec') ? 'rank-and-decile' : null;
}

const parts: Readonly<Record<Table, string>> = {
  'file-7': '',
  domains: '',
  subdomains: 'subdomains',
  indicators: '',
  'rank-and-decile': 'rank-and-decile',
};

function layout(table: CsvTable, _file: SourceFile, options: ValuesOptions): ValuesLayout {
  const first = table.header[0] ?? '';
  const vintage = options.vintage ?? vintageInHeader(first) ?? 2021;
  const which = tableOf(table.header) ?? 'domains';
  const year = vintage === 2011 ? '2019' : '2025';
  const hasNames = which === 'file-7';
  return {
    facts: {
      datasetId: options.dataset ?? `iod-${year}${which === 'indicators' ? '-indicators' : ''}`,
      areas: { type: 'lsoa', vintage },
      period: options.period ?? year,
      part: options.part ?? parts[which],
    },
    codePosition: 0,
    namePosition: hasNames ? 1 : null,
    columns: table.header.flatMap((name, position) =>
      position < (hasNames ? 4 : 1) ? [] : [{ name, kind: kindOf(name), total: null, position }],
    ),
  };
}

/** Income and employment scores are rates from 0 to 1; the other scores have scales of their own. */
function kindOf(name: string): SourceColumn['kind'] {
  if (/\brank\b|_rank$/i.test(name)) return 'rank';
  if (/\bdecile\b|_decile$|_dec$/i.test(name)) return 'decile';
  if (/\(rate\)$|^(Income|Employment)_score$/.test(name)) return 'share';
  if (/population|children aged|_numerator$/i.test(name)) return 'count';
  if (/rate_per_1_?000/.test(name)) return 'rate';
  return 'score';
}
