import type { AreaSet } from '../../core/contract/area.ts';
import { unitSchema } from '../../core/contract/indicator.ts';
import type { IndexDefinition, Profile, ProfileNode } from '../../core/contract/profile.ts';
import { AppError } from '../../core/errors.ts';
import { scaleOfRate } from '../../core/scale-of-rate.ts';
import type { CurrentSeries, SeriesStore } from '../store/series-store.ts';

/** A rate of the catalogue taken apart again: events, and those they are counted among. */
export interface CountsOfRate {
  readonly numerators: Float64Array;
  readonly denominators: Float64Array;
  /** What the quotient is multiplied by, to be the rate again. */
  readonly scale: number;
}

/** By indicator id, for the indicators whose rates a stage of the recipe makes anew. */
export type CountsOfRates = ReadonlyMap<string, CountsOfRate>;

/**
 * The counts behind the rates that a `denominate` or `shrink` stage of the profile names. The catalogue holds rates that
 * are made already; what such a stage needs are the counts that they were made of.
 *
 * @throws AppError invalid-request naming an indicator that is no rate, or whose counts were not published.
 */
export async function countsOfRates(
  store: Pick<SeriesStore, 'counts'>,
  { recipe, areas }: Pick<Profile, 'recipe'> & { readonly areas: AreaSet },
  series: readonly CurrentSeries[],
): Promise<CountsOfRates> {
  const named = new Set(
    (recipe ?? []).flatMap((stage) =>
      stage.stage === 'denominate' || stage.stage === 'shrink' ? (stage.indicators ?? []) : [],
    ),
  );
  const counts = new Map<string, CountsOfRate>();
  for (const { indicatorId, seriesId, unit } of series) {
    if (!named.has(indicatorId)) continue;
    const found = await store.counts(seriesId, areas);
    if (found.denominators.every(Number.isNaN)) throw noCounts(indicatorId);
    counts.set(indicatorId, { ...found, scale: scaleOfRate(unitSchema.parse(unit)) });
  }
  return counts;
}

function noCounts(id: string): AppError {
  const reason = 'only the rate was published, not the counts that it was made of';
  return new AppError('invalid-request', `The rate "${id}" cannot be made again from counts: ${reason}.`, {
    details: { field: 'recipe', value: id, reason },
  });
}

/** The column that holds the denominators of a rate, for the recipe. */
export function denominatorName(indicatorId: string): string {
  return `denominator of ${indicatorId}`;
}

/** The profile as the engine carries it out: indicators that are made from counts name their denominator. */
export function overDenominators(profile: Profile, counts: CountsOfRates): IndexDefinition {
  if (counts.size === 0) return profile;
  const visit = (node: ProfileNode): ProfileNode => {
    if ('children' in node) return { ...node, children: node.children.map(visit) };
    const known = counts.get(node.indicator);
    return known === undefined
      ? node
      : { ...node, denominator: denominatorName(node.indicator), scale: known.scale };
  };
  return { ...profile, components: profile.components.map(visit) };
}
