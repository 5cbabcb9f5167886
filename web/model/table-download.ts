import { changeWords } from './area-words.ts';
import { csvText } from './csv-text.ts';
import { queryText } from '../state/url-state.ts';
import type { AreaIntervals } from './rank-intervals.ts';
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

const intervalColumns: readonly {
  name: string;
  title: string;
  description: string;
  value: (intervals: AreaIntervals, row: number) => string | number | null;
}[] = [
  {
    name: 'rank_q5',
    title: '5th percentile of rank',
    description: 'Over plausible versions of the index, with the published weights.',
    value: ({ q5 }, row) => cell(q5[row]),
  },
  {
    name: 'rank_q95',
    title: '95th percentile of rank',
    description: 'Nine in ten versions lie between rank_q5 and this.',
    value: ({ q95 }, row) => cell(q95[row]),
  },
  {
    name: 'worst_tenth_share',
    title: 'Chance of being in the worst tenth',
    description: 'Share (0 to 1) of the versions in which the area is in the tenth at greatest risk.',
    value: ({ worstTenthShare }, row) => cell(worstTenthShare[row]),
  },
  {
    name: 'worst_tenth_uncertain',
    title: 'Uncertain',
    description:
      'Whether that share is more than 0.05 and less than 0.95: the area may or may not be in the worst tenth.',
    value: ({ worstTenthShare, isFragile }, row) => {
      if (cell(worstTenthShare[row]) === null) return null;
      return isFragile[row] === 1 ? 'yes' : 'no';
    },
  },
];

/** Beside ranks by the reader's weights a column must say that it is of the published ones. */
function intervalColumnName({ isReweighted }: Scene, name: string): string {
  return isReweighted ? `published_${name}` : name;
}

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
  const { intervals } = scene;
  // The score and the chance have columns of their own.
  const isOther = !['score', 'worst-tenth'].includes(measure.key);
  const indicators = table.type === 'lsoa' ? [...block.indicators] : [];
  const header = [
    ...leadColumns,
    ...(isOther ? [measure.key] : []),
    ...(intervals === null ? [] : intervalColumns.map(({ name }) => intervalColumnName(scene, name))),
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
    ...(isOther ? [measureCell(measure, row)] : []),
    ...(intervals === null ? [] : intervalColumns.map(({ value }) => value(intervals, row))),
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
        ...(scene.intervals === null
          ? []
          : intervalColumns.map(({ name, title, description }) =>
              note(intervalColumnName(scene, name), title, description),
            )),
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
