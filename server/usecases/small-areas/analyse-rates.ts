import { AppError } from '../../../core/errors.ts';
import { groupsByKey } from '../../../core/index/comparison-groups.ts';
import { credibleRates, type CredibleRates } from '../../../core/small-area/credible-rates.ts';
import { drawBetaRates, drawLogitNormalRates } from '../../../core/small-area/draw-rates.ts';
import { empiricalBayes, localEmpiricalBayes } from '../../../core/small-area/empirical-bayes.ts';
import {
  choynowskiProbabilities,
  exceedanceProbabilities,
  overallRate,
} from '../../../core/small-area/exceedance.ts';
import {
  byarInterval,
  exactPoissonInterval,
  jeffreysInterval,
  wilsonInterval,
  type Interval,
} from '../../../core/small-area/rate-intervals.ts';
import { betaExceedance, logitNormalExceedance } from '../../../core/small-area/rate-probability.ts';
import { shrinkRates, type RateCounts, type ShrunkRates } from '../../../core/small-area/shrink-rates.ts';
import { neighboursOf } from '../../../core/spatial/neighbours.ts';
import { rankStatistics, type RankStatistics } from '../../../core/uncertainty/rank-statistics.ts';
import { worseThanProbabilities } from '../../../core/uncertainty/worse-than.ts';
import type { RunControl } from '../../analysis/run-control.ts';
import { readNeighboursByCode } from '../spatial/neighbour-file.ts';
import { drawRanks, ranksOfRates, type WorseEnd } from './draw-ranks.ts';
import { readCounts, type AreaCounts, type CountColumns } from './read-counts.ts';

export const intervalMethods = ['wilson', 'byar', 'exact', 'jeffreys'] as const;
export type IntervalMethod = (typeof intervalMethods)[number];

export interface RatesRequest extends CountColumns {
  readonly interval: IntervalMethod;
  /** 0-1, of intervals and credible intervals. */
  readonly confidence: number;
  /** A share (0-1); the rate of all areas where null. */
  readonly threshold: number | null;
  /** A GAL or GWT file whose identifiers are the codes; null for none. */
  readonly neighbours: string | null;
  readonly ranks: RanksRequest | null;
  /** Areas with fewer people have no rate and interval of their own; null for no such rule. */
  readonly hideBelow: number | null;
}

export interface RanksRequest {
  readonly draws: number;
  readonly seed: number;
  readonly worse: WorseEnd;
  /** The code of the area that the others are held against; null for none. */
  readonly against: string | null;
}

/** By row; rates are shares (0-1), NaN where there is none. Null is what was not asked for. */
export interface RatesAnalysis extends AreaCounts {
  readonly overall: number;
  readonly threshold: number;
  /** Events over people; above 1 where there are more events. */
  readonly rates: Float64Array;
  readonly intervals: readonly Interval[];
  readonly shrunk: ShrunkToGroups | null;
  readonly bayes: Float64Array;
  readonly local: { readonly rates: Float64Array; readonly neighbourCounts: Uint32Array } | null;
  readonly choynowski: Float64Array;
  readonly countExceedance: Float64Array;
  readonly rateExceedance: Float64Array;
  readonly ranks: CredibleRanks | null;
}

export interface ShrunkToGroups extends CredibleRates {
  readonly rates: ShrunkRates;
  readonly groupOf: Int32Array;
  readonly groupCount: number;
}

export interface CredibleRanks {
  readonly nominal: Float64Array;
  readonly statistics: RankStatistics;
  /** The probability that each area is worse than the one it is held against. */
  readonly worseThan: Float64Array | null;
}

/**
 * Rates of small areas from their counts, and how far each can be trusted: intervals, shrinkage to a group, empirical
 * Bayes, probabilities, credible ranks.
 *
 * @throws AppError as readCounts and readNeighboursByCode; not-computable where no area has a rate; invalid-request for
 *   an area to hold against that is not there.
 */
export async function analyseRates(
  request: RatesRequest,
  control: Pick<RunControl, 'onProgress' | 'signal'> = {},
): Promise<RatesAnalysis> {
  const read = await readCounts(request);
  const { counts, groups, table } = read;
  const overall = overallRate(counts);
  if (Number.isNaN(overall)) {
    throw new AppError('not-computable', `${request.input} has no area with a rate: events among people.`, {
      details: { file: request.input, columns: [request.events, request.population] },
    });
  }
  const threshold = request.threshold ?? overall;
  const shrunk = groups === null ? null : shrinkTo(counts, groups, request.confidence);
  const law = lawOf(counts, shrunk?.rates ?? null);
  const isHidden = hiddenRows(read, request.hideBelow);
  return {
    ...read,
    ...{ overall, threshold, shrunk },
    rates: counts.numerators.map((events, row) =>
      isHidden[row] === true ? NaN : rateOf(events, counts.denominators[row] ?? NaN),
    ),
    intervals: table.codes.map((_, row) =>
      isHidden[row] === true ? { lower: NaN, upper: NaN } : intervalOf(counts, row, request),
    ),
    bayes: empiricalBayes(counts).rates,
    local: request.neighbours === null ? null : await localRates(counts, table.codes, request.neighbours),
    choynowski: choynowskiProbabilities(counts),
    countExceedance: exceedanceProbabilities(counts),
    rateExceedance: law.exceedance(threshold),
    ranks: request.ranks === null ? null : await credibleRanks(law, { read, ask: request.ranks }, control),
  };
}

/** By row, whether its rate rests on too few people; such rows are flagged. */
function hiddenRows({ counts, flags }: AreaCounts, least: number | null): readonly boolean[] {
  return flags.map((ofRow, row) => {
    const people = counts.denominators[row] ?? NaN;
    const isHidden = least !== null && people > 0 && people < least;
    if (isHidden) ofRow.push('small-population');
    return isHidden;
  });
}

/** What the true rates are taken to follow: the shrunk logits where there are groups, else each area's own beta law. */
interface RateLaw {
  readonly middle: Float64Array;
  readonly exceedance: (threshold: number) => Float64Array;
  readonly draw: Parameters<typeof drawRanks>[0]['drawRates'];
}

function lawOf(counts: RateCounts, shrunk: ShrunkRates | null): RateLaw {
  if (shrunk !== null) {
    return {
      middle: shrunk.rates,
      exceedance: (threshold) => logitNormalExceedance(shrunk, threshold),
      draw: (random) => drawLogitNormalRates(shrunk, random),
    };
  }
  return {
    // Rates that draws can come from: those above 1 have no rank.
    middle: counts.numerators.map((events, row) => {
      const rate = rateOf(events, counts.denominators[row] ?? NaN);
      return rate > 1 ? NaN : rate;
    }),
    exceedance: (threshold) => betaExceedance(counts, threshold),
    draw: (random) => drawBetaRates(counts, random),
  };
}

function rateOf(events: number, people: number): number {
  return people > 0 ? events / people : NaN;
}

function intervalOf(
  { numerators, denominators }: RateCounts,
  row: number,
  { interval, confidence }: RatesRequest,
): Interval {
  const events = numerators[row] ?? NaN;
  const people = denominators[row] ?? NaN;
  const ofCount = ({ lower, upper }: Interval): Interval => ({
    lower: rateOf(lower, people),
    upper: rateOf(upper, people),
  });
  switch (interval) {
    case 'wilson':
      return wilsonInterval(events, people, confidence);
    case 'jeffreys':
      return jeffreysInterval(events, people, confidence);
    case 'byar':
      return ofCount(byarInterval(events, confidence));
    case 'exact':
      return ofCount(exactPoissonInterval(events, confidence));
  }
}

function shrinkTo(counts: RateCounts, keys: readonly (string | null)[], confidence: number): ShrunkToGroups {
  const groups = groupsByKey(keys);
  const rates = shrinkRates(counts, groups);
  return {
    rates,
    groupOf: groups.ids,
    groupCount: groups.count,
    ...credibleRates(rates, groups, confidence),
  };
}

async function localRates(
  counts: RateCounts,
  codes: readonly string[],
  path: string,
): Promise<RatesAnalysis['local']> {
  const neighbours = await readNeighboursByCode(path, codes);
  const neighbourCounts = Uint32Array.from(codes, (_, row) => neighboursOf(neighbours, row).length);
  return { rates: localEmpiricalBayes(counts, neighbours).rates, neighbourCounts };
}

async function credibleRanks(
  { middle, draw }: RateLaw,
  { read, ask }: { readonly read: AreaCounts; readonly ask: RanksRequest },
  control: Pick<RunControl, 'onProgress' | 'signal'>,
): Promise<CredibleRanks> {
  const reference = ask.against === null ? null : rowOf(ask.against, read, middle);
  const areaCount = middle.length;
  const table = await drawRanks({ ...ask, areaCount, drawRates: draw }, control);
  const nominal = ranksOfRates(middle, ask.worse);
  const ranked = nominal.filter((rank) => !Number.isNaN(rank)).length;
  return {
    nominal,
    statistics: rankStatistics(table, nominal, new Float64Array(areaCount).fill(ranked)),
    worseThan: reference === null ? null : worseThanProbabilities(table, reference),
  };
}

function rowOf(code: string, { table, flags }: AreaCounts, middle: Float64Array): number {
  const row = table.codes.indexOf(code);
  const reason =
    row < 0
      ? `is no area of ${table.file}`
      : Number.isNaN(middle[row])
        ? `has no rate: ${flags[row]?.join(', ') ?? ''}`
        : null;
  if (reason === null) return row;
  throw new AppError('invalid-request', `--against "${code}" ${reason}.`, {
    details: { field: 'against', value: code, reason, file: table.file },
  });
}
