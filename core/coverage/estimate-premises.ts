import {
  speedClasses,
  type Confidence,
  type EvidenceBasis,
  type ServedStatus,
  type SpeedClass,
} from '../contract/coverage/speed-class.ts';
import { likelyFrom } from './likely-from.ts';
import { noneServed } from './remaining-share.ts';
import { sayingsOf, type Evidence, type Saying } from './sayings.ts';

/** The share (0-1) of premises around that can order each class; null where the source does not say. */
export type ClassShares = Readonly<Record<SpeedClass, number | null>>;

/** All that the sources say of the speeds of one premises. */
export type PremisesEvidence = Evidence<ClassShares>;

export interface ClassEstimate {
  /** The chance (0-1) that the class can be ordered there; null where no source says anything. */
  readonly chance: number | null;
  readonly basis: EvidenceBasis | null;
  readonly status: ServedStatus;
  /** Null where nothing is known. */
  readonly confidence: Confidence | null;
  /** Two sources exclude each other: each says for sure what the other denies. */
  readonly disagrees: boolean;
}

export type PremisesEstimate = Readonly<Record<SpeedClass, ClassEstimate>>;

/**
 * The best estimate of what one premises can order, class by class: by the finest source that says anything of the class.
 *
 * BDUK's row of the premises comes first: a gigabit network carries every slower class, while "no gigabit" says nothing of
 * those. Then the share of its postcode, less the premises there that are known to have gigabit (remainingShare); then the
 * share of its output area. Which premises of a postcode are left out is not published: each has the chance of the share, so
 * that the expected number left out is the published one. Sources are never averaged; where they exclude each other the
 * finer one speaks and the estimate says that they disagree.
 *
 * Shape: the evidence of one premises; one estimate for each class. Units: chance 0-1. Missing: chance null, status
 * 'unknown'; never 'served'.
 * @example
 * const estimate = estimatePremises({ hasGigabit: true, postcode: null, outputArea: null });
 * [estimate.gigabit.status, estimate.decent.basis] // ['served', 'premises']
 */
export function estimatePremises(evidence: PremisesEvidence): PremisesEstimate {
  return Object.fromEntries(
    speedClasses.map((speedClass) => [speedClass, estimateClass(evidence, speedClass)]),
  ) as Record<SpeedClass, ClassEstimate>;
}

/** One class of estimatePremises. */
export function estimateClass(evidence: PremisesEvidence, speedClass: SpeedClass): ClassEstimate {
  const found = sayings(evidence, speedClass);
  const [finest] = found;
  if (finest === undefined) {
    return { chance: null, basis: null, status: 'unknown', confidence: null, disagrees: false };
  }
  const disagrees = found.some(
    ({ published }, at) => at > 0 && found.slice(0, at).some((finer) => excludes(finer.published, published)),
  );
  return {
    chance: finest.chance,
    basis: finest.basis,
    status: statusOf(finest.chance),
    confidence: confidenceOf(finest, disagrees),
    disagrees,
  };
}

/** What each source says of a class, finest first. */
function sayings({ hasGigabit, postcode, outputArea }: PremisesEvidence, speedClass: SpeedClass): Saying[] {
  return sayingsOf({
    own: hasGigabit === true ? 1 : hasGigabit === false && speedClass === 'gigabit' ? 0 : null,
    ofPostcode: postcode?.shares[speedClass] ?? null,
    knownServed: postcode?.gigabit ?? noneServed,
    ofOutputArea: outputArea?.[speedClass] ?? null,
  });
}

/**
 * A finer source excludes a coarser one where that is sure (all or none) and the finer says otherwise for sure, or has
 * both kinds within a part of what the coarser calls all or none.
 */
function excludes(finer: number, coarser: number): boolean {
  if (coarser === 1) return finer < 1;
  if (coarser === 0) return finer > 0;
  return false;
}

/**
 * The status of a chance. Half and more is likely.
 *
 * @example [statusOf(1), statusOf(0.5), statusOf(0.2), statusOf(0), statusOf(null)].join(' ') // 'served likely-served likely-unserved unserved unknown'
 */
export function statusOf(chance: number | null): ServedStatus {
  if (chance === null) return 'unknown';
  if (chance >= 1) return 'served';
  if (chance >= likelyFrom) return 'likely-served';
  return chance > 0 ? 'likely-unserved' : 'unserved';
}

const confidences: readonly Confidence[] = ['low', 'medium', 'high'];

/**
 * How far an estimate can be relied on: a source about the premises itself, then one by which all or none around it have the
 * class, then a mere share; one step less where sources exclude each other.
 *
 * @example confidenceOf({ basis: 'postcode', chance: 1 }, false) // 'medium'
 */
export function confidenceOf(
  { basis, chance }: { readonly basis: EvidenceBasis; readonly chance: number },
  disagrees: boolean,
): Confidence {
  const level = basis === 'premises' ? 2 : chance === 0 || chance === 1 ? 1 : 0;
  return confidences[Math.max(0, level - (disagrees ? 1 : 0))] ?? 'low';
}
