import { changeWords } from './area-words.ts';
import { csvText } from './csv-text.ts';
import { queryText } from '../state/url-state.ts';
import type { Scene } from './scene.ts';

function cell(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** A name for files of this scene: "atlas-lsoa-2026-11-22". */
export function fileStem(scene: Scene, isoDate: string): string {
  const madeUp = scene.attribution.madeUp ? 'made-up-' : '';
  return `${madeUp}${scene.profile.id.replaceAll('.', '-')}-${scene.table.type}-${isoDate}`;
}

const leadColumns = [
  'area_code',
  'area_name',
  'place',
  'area_type',
  'population',
  'score',
  'rank',
  'ranked_among',
  'decile',
];

function measureCell({ values, isCategory, format }: Scene['measure'], row: number): string | number | null {
  const value = values[row] ?? NaN;
  return isCategory === true && !Number.isNaN(value) ? format(value) : cell(value);
}

/**
 * The table as it is filtered and sorted now, as CSV: one header, one record an area, no footnotes (GOV.UK tabular data
 * standard); what a reader must know of the index stands in columns of its own, so that it cannot be parted from the figures.
 */
export function tableCsv(scene: Scene, rows: readonly number[]): string {
  const { table, block, measure } = scene;
  const isIndicator = scene.state.measure.kind !== 'score';
  const indicators = table.type === 'lsoa' ? [...block.indicators] : [];
  const header = [
    ...leadColumns,
    ...(isIndicator ? [measure.key] : []),
    ...(scene.isReweighted ? ['rank_change'] : []),
    ...indicators.map(([id]) => `indicator:${id}`),
    'index',
    'index_version',
    'comparison_base',
    'weights',
    'made_up',
  ];
  const records = rows.map((row) => [
    table.codes[row] ?? '',
    table.names[row] ?? '',
    table.places[row] ?? '',
    table.type,
    cell(table.population[row]),
    cell(table.score[row]),
    cell(table.rank[row]),
    cell(table.rankedAmong[row]),
    table.decile[row] === 0 ? null : (table.decile[row] ?? null),
    ...(isIndicator ? [measureCell(measure, row)] : []),
    ...(scene.isReweighted ? [cell(scene.rankChange[row])] : []),
    ...indicators.map(([, column]) => cell(column[row])),
    scene.profile.id,
    scene.profile.version,
    scene.baseText,
    scene.isReweighted ? 'changed by the reader' : 'as published',
    scene.attribution.madeUp ? 'yes' : 'no',
  ]);
  return csvText([header, ...records]);
}

interface ColumnNote {
  readonly name: string;
  readonly titles: string;
  readonly 'dc:description': string;
}

/** CSV on the Web metadata of the download: what the columns mean, what they were made from, and by whom. */
export function tableMetadata(scene: Scene, fileName: string, isoDate: string): Record<string, unknown> {
  const note = (name: string, titles: string, description: string): ColumnNote => ({
    name,
    titles,
    'dc:description': description,
  });
  return {
    '@context': 'http://www.w3.org/ns/csvw',
    url: fileName,
    'dc:title': scene.title,
    'dc:description': scene.summary,
    'dc:created': isoDate,
    'dc:source': scene.attribution.lines,
    'dc:rights': scene.attribution.madeUp
      ? 'Made-up data: not a real place.'
      : scene.attribution.lines.join(' '),
    index: { id: scene.profile.id, version: scene.profile.version, hash: scene.profile.hash },
    dataHash: scene.block.header.dataHash,
    comparisonBase: scene.baseText,
    weights: scene.isReweighted ? { times: scene.state.weights, off: scene.state.off } : 'as published',
    state: queryText(scene.state),
    tableSchema: {
      columns: [
        note('score', 'Score', '0 is least risk, 100 greatest.'),
        note('rank', 'Rank', '1 is the greatest risk; ties share their average.'),
        note('decile', 'Tenth', '1 is the tenth of areas at greatest risk.'),
        note(
          'rank_change',
          'Change of rank',
          `Against the published weights; ${changeWords(3)} is towards greater risk.`,
        ),
        ...(scene.measure.credit === null
          ? []
          : [note(scene.measure.key, scene.measure.title, scene.measure.note)]),
        ...scene.block.header.indicators.map(({ id, title, unit, period, datasetTitle, publisher }) =>
          note(`indicator:${id}`, title, `Unit: ${unit}. ${datasetTitle}, ${publisher}, ${period}.`),
        ),
      ],
    },
  };
}
