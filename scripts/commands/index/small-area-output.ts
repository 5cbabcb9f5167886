import { expit } from '../../../core/small-area/shrink-rates.ts';
import { csvText } from '../../../server/usecases/index-run/scores-csv.ts';
import type { RatesAnalysis, RatesRequest } from '../../../server/usecases/small-areas/analyse-rates.ts';

type Cell = string | number | null;

/** An analysis, and the number of people that its rates are shown per. */
export interface ShownRates {
  readonly found: RatesAnalysis;
  readonly per: number;
}

/** One column of the output: its name, what it holds (for the help), and its cell of an area. */
interface RateColumn {
  readonly name: string;
  readonly meaning: string;
  readonly cell: (found: RatesAnalysis, row: number, per: number) => Cell;
}

const columnsOfAll: readonly RateColumn[] = [
  { name: 'code', meaning: 'code of the area', cell: ({ table }, row) => table.codes[row] ?? null },
  { name: 'events', meaning: 'as read', cell: ({ counts }, row) => number(counts.numerators[row]) },
  { name: 'population', meaning: 'as read', cell: ({ counts }, row) => number(counts.denominators[row]) },
  { name: 'rate', meaning: 'events over population', cell: ({ rates }, row, per) => number(rates[row], per) },
  {
    name: 'rate_lower',
    meaning: 'lower end of its interval (--interval, --confidence)',
    cell: ({ intervals }, row, per) => number(intervals[row]?.lower, per),
  },
  {
    name: 'rate_upper',
    meaning: 'upper end',
    cell: ({ intervals }, row, per) => number(intervals[row]?.upper, per),
  },
  {
    name: 'eb_rate',
    meaning: "Marshall's empirical Bayes rate, shrunk to the rate of all areas",
    cell: ({ bayes }, row, per) => number(bayes[row], per),
  },
  {
    name: 'choynowski_p',
    meaning: 'how surprising the count would be at the rate of all areas: P of one as far out on its side',
    cell: ({ choynowski }, row) => number(choynowski[row]),
  },
  {
    name: 'exceedance_p',
    meaning: 'P of a count as high or higher at the rate of all areas; near 0: more than chance explains',
    cell: ({ countExceedance }, row) => number(countExceedance[row]),
  },
  {
    name: 'probability_above',
    meaning: 'P that the true rate is above --threshold, or the rate of all areas',
    cell: ({ rateExceedance }, row) => number(rateExceedance[row]),
  },
];

const columnsOfGroups: readonly RateColumn[] = [
  { name: 'group', meaning: 'as read', cell: ({ groups }, row) => groups?.[row] ?? null },
  {
    name: 'group_rate',
    meaning: 'rate of the sums of the group (with half an event more on either side)',
    cell: ({ shrunk }, row, per) => number(expit(ofGroup(shrunk, row, 'groupLogits') ?? NaN), per),
  },
  {
    name: 'group_logit',
    meaning: 'M = ln((R + 1/2) / (N - R + 1/2)) of the sums of the group',
    cell: ({ shrunk }, row) => number(ofGroup(shrunk, row, 'groupLogits')),
  },
  {
    name: 'group_variance',
    meaning: "t², of its areas' logits around M, divided by k - 1",
    cell: ({ shrunk }, row) => number(ofGroup(shrunk, row, 'groupVariances')),
  },
  {
    name: 'logit',
    meaning: 'm = ln((r + 1/2) / (n - r + 1/2)) of the area',
    cell: ({ shrunk }, row) => number(shrunk?.rates.logits[row]),
  },
  {
    name: 'logit_variance',
    meaning: 's² = (n + 1)(n + 2) / (n (r + 1)(n - r + 1))',
    cell: ({ shrunk }, row) => number(shrunk?.rates.variances[row]),
  },
  {
    name: 'weight',
    meaning: 'w = (1/s²) / (1/s² + 1/t²): how much of its own logit the area keeps',
    cell: ({ shrunk }, row) => number(shrunk?.rates.weights[row]),
  },
  {
    name: 'shrunk_logit',
    meaning: 'w m + (1 - w) M',
    cell: ({ shrunk }, row) => number(shrunk?.rates.shrunkLogits[row]),
  },
  {
    name: 'shrunk_sd',
    meaning: 'posterior standard deviation of it: 1 / sqrt(1/s² + 1/t²)',
    cell: ({ shrunk }, row) => number(shrunk?.rates.shrunkErrors[row]),
  },
  {
    name: 'shrunk_rate',
    meaning: 'the shrunk logit as a rate',
    cell: ({ shrunk }, row, per) => number(shrunk?.rates.rates[row], per),
  },
  {
    name: 'shrunk_lower',
    meaning: 'lower end of its credible interval, shrunk_logit - z shrunk_sd as a rate',
    cell: ({ shrunk }, row, per) => number(shrunk?.lower[row], per),
  },
  {
    name: 'shrunk_upper',
    meaning: 'upper end',
    cell: ({ shrunk }, row, per) => number(shrunk?.upper[row], per),
  },
  {
    name: 'apart_from_group',
    meaning: "yes where that interval does not cover the group's rate, else no: cannot be told apart",
    cell: ({ shrunk }, row) => yesOrNo(shrunk?.isApart[row]),
  },
];

const columnsOfNeighbours: readonly RateColumn[] = [
  {
    name: 'neighbours',
    meaning: 'how many the file gives the area; without any it keeps its own rate',
    cell: ({ local }, row) => local?.neighbourCounts[row] ?? 0,
  },
  {
    name: 'local_eb_rate',
    meaning: 'empirical Bayes rate, shrunk to the rate of the area and its neighbours',
    cell: ({ local }, row, per) => number(local?.rates[row], per),
  },
];

const columnsOfRanks: readonly RateColumn[] = [
  {
    name: 'rank',
    meaning: 'by shrunk_rate with --group, else by rate; 1 = worst (--worse)',
    cell: ({ ranks }, row) => number(ranks?.nominal[row]),
  },
  {
    name: 'rank_median',
    meaning: 'median rank of the draws',
    cell: ({ ranks }, row) => number(ranks?.statistics.median[row]),
  },
  {
    name: 'rank_q5',
    meaning: '5th percentile (type 7)',
    cell: ({ ranks }, row) => number(ranks?.statistics.q5[row]),
  },
  {
    name: 'rank_q95',
    meaning: '95th percentile',
    cell: ({ ranks }, row) => number(ranks?.statistics.q95[row]),
  },
  {
    name: 'worst_tenth_probability',
    meaning: 'share of the draws in which the area is among the worst tenth',
    cell: ({ ranks }, row) => number(ranks?.statistics.worstTenth[row]),
  },
];

const columnsOfReference: readonly RateColumn[] = [
  {
    name: 'worse_probability',
    meaning: 'share of the draws in which it is worse than the area --against; empty for that one',
    cell: ({ ranks }, row) => number(ranks?.worseThan?.[row]),
  },
];

const lastColumns: readonly RateColumn[] = [
  {
    name: 'flags',
    meaning: 'what is the matter with the counts, see below; empty where nothing is',
    cell: ({ flags }, row) => flags[row]?.join(' ') ?? null,
  },
];

/** The columns of the output, by what asks for them. */
export const rateColumns = {
  all: columnsOfAll,
  groups: columnsOfGroups,
  neighbours: columnsOfNeighbours,
  ranks: columnsOfRanks,
  reference: columnsOfReference,
  last: lastColumns,
} as const;

/** A row per area, in the order of the input; full precision, empty where missing. */
export function ratesCsv({ found, per }: ShownRates): string {
  const columns = [
    ...rateColumns.all,
    ...(found.shrunk === null ? [] : rateColumns.groups),
    ...(found.local === null ? [] : rateColumns.neighbours),
    ...(found.ranks === null ? [] : rateColumns.ranks),
    ...(found.ranks?.worseThan == null ? [] : rateColumns.reference),
    ...rateColumns.last,
  ];
  return csvText([
    columns.map(({ name }) => name),
    ...found.table.codes.map((_, row) => columns.map(({ cell }) => cell(found, row, per))),
  ]);
}

/** What there is to say of all areas at once, by name. */
export function ratesSummary({ found, per }: ShownRates, request: RatesRequest): Record<string, Cell> {
  const { rates, flags, shrunk, ranks } = found;
  const flagged = new Map<string, number>();
  for (const flag of flags.flat()) flagged.set(flag, (flagged.get(flag) ?? 0) + 1);
  const count = (values: ArrayLike<number> | undefined, isCounted: (value: number) => boolean): number =>
    Array.from(values ?? []).filter(isCounted).length;
  return {
    input: request.input,
    areas: rates.length,
    with_rate: count(rates, (rate) => !Number.isNaN(rate)),
    per,
    overall_rate: found.overall * per,
    threshold: found.threshold * per,
    interval: request.interval,
    confidence: request.confidence,
    ...(shrunk === null
      ? {}
      : { groups: shrunk.groupCount, apart_from_group: count(shrunk.isApart, (apart) => apart === 1) }),
    ...(request.ranks === null
      ? {}
      : {
          draws: request.ranks.draws,
          seed: request.ranks.seed,
          worse: request.ranks.worse,
          ranked: count(ranks?.nominal, (rank) => !Number.isNaN(rank)),
          worst_tenth_in_every_draw: count(ranks?.statistics.worstTenth, (share) => share === 1),
          worst_tenth_in_some: count(ranks?.statistics.worstTenth, (share) => share > 0 && share < 1),
        }),
    ...Object.fromEntries(flagged),
  };
}

function ofGroup(
  shrunk: RatesAnalysis['shrunk'],
  row: number,
  figure: 'groupLogits' | 'groupVariances',
): number | undefined {
  return shrunk?.rates[figure][shrunk.groupOf[row] ?? -1];
}

function yesOrNo(value: number | undefined): string | null {
  if (value === undefined || Number.isNaN(value)) return null;
  return value === 1 ? 'yes' : 'no';
}

/** A missing number is an empty cell. */
function number(value: number | undefined, times = 1): number | null {
  return value === undefined || Number.isNaN(value) ? null : value * times;
}
