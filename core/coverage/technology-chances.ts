import type { CoverageFigure, CoverageMeasure } from '../contract/coverage-measure.ts';
import type { EvidenceBasis } from '../contract/coverage/speed-class.ts';
import { technologies, type Technology, type TechnologyChoice } from '../contract/coverage/technology.ts';
import { likelyFrom } from './likely-from.ts';
import { noneServed } from './remaining-share.ts';
import { sayingsOf, type Evidence } from './sayings.ts';
import { shareOf } from './speed-classes.ts';

/** The share (0-1) of premises that each technology reaches; null where the source does not say. */
export type TechnologyShares = Readonly<Record<Technology, number | null>>;

const measureOf: Readonly<Record<Technology, CoverageMeasure>> = {
  'next-generation': 'next_generation',
  'fixed-wireless': 'fixed_wireless_decent',
};

/** The shares of one published row of coverage. */
export function technologyShares({
  measures,
  premises,
}: {
  readonly measures: Readonly<Partial<Record<CoverageMeasure, CoverageFigure>>>;
  readonly premises: number | null;
}): TechnologyShares {
  return Object.fromEntries(
    technologies.map((technology) => {
      const figure = measures[measureOf[technology]];
      return [technology, figure === undefined ? null : shareOf(figure, premises)];
    }),
  ) as Record<Technology, number | null>;
}

/** What the sources say of how one premises is reached. */
export type TechnologyEvidence = Evidence<TechnologyShares>;

export interface TechnologyChance {
  /** The chance (0-1) that the technology reaches it; null where no source says anything. */
  readonly chance: number | null;
  readonly basis: EvidenceBasis | null;
}

/**
 * The chance that a technology reaches one premises, by the finest source that says anything of it.
 *
 * A gigabit network is next generation access: where BDUK's row has one that is sure, and of the share of a postcode what
 * is left for the other premises (remainingShare). "No gigabit" says nothing, and neither says anything of fixed wireless.
 *
 * Shape: the evidence of one premises. Units: 0-1. Missing: null, never zero.
 * @example technologyChance({ hasGigabit: true, postcode: null, outputArea: null }, 'next-generation').chance // 1
 */
export function technologyChance(
  { hasGigabit, postcode, outputArea }: TechnologyEvidence,
  technology: Technology,
): TechnologyChance {
  const isNetwork = technology === 'next-generation';
  const [finest] = sayingsOf({
    own: isNetwork && hasGigabit === true ? 1 : null,
    ofPostcode: postcode?.shares[technology] ?? null,
    knownServed: (isNetwork ? postcode?.gigabit : undefined) ?? noneServed,
    ofOutputArea: outputArea?.[technology] ?? null,
  });
  return { chance: finest?.chance ?? null, basis: finest?.basis ?? null };
}

/**
 * Which choices of technology a premises falls under: half a chance and more is likely, as with speeds.
 *
 * Shape: chances in the order of `technologies`. Missing: nothing is said of what is not known, and 'neither' only where
 * all are known.
 * @example reachedBy([0.9, 0]).join(' ') // 'next-generation'
 */
export function reachedBy(chances: readonly (number | null)[]): TechnologyChoice[] {
  const found = technologies.filter((_technology, at) => (chances[at] ?? -1) >= likelyFrom);
  if (found.length > 0) return found;
  return technologies.every((_technology, at) => (chances[at] ?? null) !== null) ? ['neither'] : [];
}
