import type { MessageKey } from '../language/catalogue.ts';
import type { TechnologyChoice } from '../contract/coverage/technology.ts';
import type {
  Confidence,
  EvidenceBasis,
  PlanStatus,
  ServedStatus,
  SpeedClass,
} from '../contract/coverage/speed-class.ts';

/** What a speed is called in a sentence. */
export const speedKeys: Readonly<Record<SpeedClass, MessageKey>> = {
  decent: 'coverage.speedDecent',
  superfast: 'coverage.speedSuperfast',
  'ultrafast-100': 'coverage.speedUltrafast100',
  'ultrafast-300': 'coverage.speedUltrafast300',
  gigabit: 'coverage.speedGigabit',
};

/** What a speed is called in a table. */
export const shortSpeedKeys: Readonly<Record<SpeedClass, MessageKey>> = {
  decent: 'coverage.shortDecent',
  superfast: 'coverage.shortSuperfast',
  'ultrafast-100': 'coverage.shortUltrafast100',
  'ultrafast-300': 'coverage.shortUltrafast300',
  gigabit: 'coverage.shortGigabit',
};

export const statusKeys: Readonly<Record<ServedStatus, MessageKey>> = {
  served: 'coverage.statusServed',
  'likely-served': 'coverage.statusLikelyServed',
  'likely-unserved': 'coverage.statusLikelyUnserved',
  unserved: 'coverage.statusUnserved',
  unknown: 'coverage.statusUnknown',
};

export const planKeys: Readonly<Record<PlanStatus, MessageKey>> = {
  available: 'coverage.planAvailable',
  contracted: 'coverage.planContracted',
  voucher: 'coverage.planVoucher',
  expected: 'coverage.planExpected',
  'under-review': 'coverage.planUnderReview',
  'not-planned': 'coverage.planNotPlanned',
  unclear: 'coverage.planUnclear',
  unknown: 'coverage.planUnknown',
};

export const basisKeys: Readonly<Record<EvidenceBasis, MessageKey>> = {
  premises: 'coverage.basisPremises',
  postcode: 'coverage.basisPostcode',
  'output-area': 'coverage.basisOutputArea',
};

export const technologyKeys: Readonly<Record<TechnologyChoice, MessageKey>> = {
  'next-generation': 'coverage.technologyNextGeneration',
  'fixed-wireless': 'coverage.technologyFixedWireless',
  neither: 'coverage.technologyNeither',
};

export const confidenceKeys: Readonly<Record<Confidence, MessageKey>> = {
  high: 'coverage.confidenceHigh',
  medium: 'coverage.confidenceMedium',
  low: 'coverage.confidenceLow',
};
