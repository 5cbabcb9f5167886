import { csvText } from '../index-run/scores-csv.ts';
import type { SummarisedLevel } from './summarise-areas.ts';

type Cell = string | number | null;

interface SummaryColumn {
  readonly name: string;
  readonly meaning: string;
  readonly cell: (level: SummarisedLevel, parent: number) => Cell | undefined;
}

/** The columns of the output in their order, before those of counts and of the best fit. */
export const summaryColumns: readonly SummaryColumn[] = [
  {
    name: 'level',
    meaning: 'the column that names the larger areas',
    cell: ({ level }) => level.name,
  },
  { name: 'code', meaning: 'of the larger area', cell: ({ level }, parent) => level.parents[parent] },
  {
    name: 'areas',
    meaning: 'how many belong to it, those of the lookup that the file lacks included',
    cell: ({ level, summaries }, parent) =>
      (summaries.summary.areaCount[parent] ?? 0) + (level.absent[parent] ?? 0),
  },
  {
    name: 'areas_scored',
    meaning: 'how many of them have a score (or a rank, where only ranks are given)',
    cell: ({ summaries }, parent) => summaries.summary.scoredCount[parent],
  },
  {
    name: 'population',
    meaning: 'people in those of its areas whose population is known',
    cell: ({ summaries }, parent) => summaries.summary.population[parent],
  },
  {
    name: 'average_score',
    meaning: 'mean of the scores by people; empty without --score',
    cell: ({ summaries }, parent) => summaries.averageScore[parent],
  },
  {
    name: 'average_rank',
    meaning: 'N + 1 less the mean of the ranks by people: higher is worse',
    cell: ({ summaries }, parent) => summaries.summary.averageRank[parent],
  },
  {
    name: 'proportion',
    meaning: 'share (0-1) of its scored areas in the worst tenth of all',
    cell: ({ summaries }, parent) => summaries.summary.worstTenthShare[parent],
  },
  {
    name: 'extent',
    meaning:
      'share (0-1) of its people in the worst three tenths, the worst tenth in full, then less and less',
    cell: ({ summaries }, parent) => summaries.summary.extent[parent],
  },
  {
    name: 'local_concentration',
    meaning: 'N + 1 less the mean rank of the worst areas that hold a tenth of its people: higher is worse',
    cell: ({ summaries }, parent) => summaries.summary.localConcentration[parent],
  },
  rankColumn('average_score_rank', 'averageScore'),
  rankColumn('average_rank_rank', 'averageRank'),
  rankColumn('proportion_rank', 'proportion'),
  rankColumn('extent_rank', 'extent'),
  rankColumn('local_concentration_rank', 'localConcentration'),
];

function rankColumn(name: string, by: keyof SummarisedLevel['summaries']['ranks']): SummaryColumn {
  return {
    name,
    meaning: 'its rank among the larger areas of its level, 1 = worst',
    cell: ({ summaries }, parent) => summaries.ranks[by][parent],
  };
}

/** The summaries as CSV: a row per larger area, level after level. Numbers in full precision; missing is empty. */
export function summariesCsv(levels: readonly SummarisedLevel[]): string {
  const counts = [...(levels[0]?.summaries.scales.keys() ?? [])];
  const columns = [...summaryColumns, ...counts.flatMap(scaleColumns), ...(levels[0]?.fit ? fitColumns : [])];
  const rows = levels.flatMap((level) =>
    level.level.parents.map((_, parent) => columns.map(({ cell }) => cell(level, parent) ?? null)),
  );
  return csvText([columns.map(({ name }) => name), ...rows]);
}

function scaleColumns(name: string): SummaryColumn[] {
  const scale = ({ summaries }: SummarisedLevel) => summaries.scales.get(name);
  return [
    { name: `scale_${name}`, meaning: '', cell: (level, parent) => scale(level)?.sum[parent] },
    { name: `scale_${name}_missing`, meaning: '', cell: (level, parent) => scale(level)?.missing[parent] },
    { name: `scale_${name}_rank`, meaning: '', cell: (level, parent) => scale(level)?.rank[parent] },
  ];
}

const fitColumns: readonly SummaryColumn[] = [
  { name: 'best_fit_share', meaning: '', cell: ({ fit }, parent) => fit?.covered[parent] },
  { name: 'own_share', meaning: '', cell: ({ fit }, parent) => fit?.own[parent] },
];
