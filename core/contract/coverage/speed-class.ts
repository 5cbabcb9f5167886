/**
 * The speeds that the law and Ofcom count by, slowest first: decent is 10 Mbit/s down and 1 up, which the Universal
 * Service Obligation gives a right to; superfast 30, ultrafast 100 and 300, gigabit 1,000 Mbit/s down.
 */
export const speedClasses = ['decent', 'superfast', 'ultrafast-100', 'ultrafast-300', 'gigabit'] as const;
export type SpeedClass = (typeof speedClasses)[number];

/** What an estimate rests on, finest first. */
export const evidenceBases = ['premises', 'postcode', 'output-area'] as const;
export type EvidenceBasis = (typeof evidenceBases)[number];

/** Whether a premises can order a class: sure, likely by the share of those around it, or not known at all. */
export const servedStatuses = ['served', 'likely-served', 'likely-unserved', 'unserved', 'unknown'] as const;
export type ServedStatus = (typeof servedStatuses)[number];

export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];

/** What BDUK says is coming to a premises. */
export const planStatuses = [
  /** A gigabit network is there. */
  'available',
  /** In a contract for public money (Project Gigabit, superfast programme, hubs). */
  'contracted',
  /** In a voucher project. */
  'voucher',
  /** A supplier means to build without public money. */
  'expected',
  /** BDUK is still finding out. */
  'under-review',
  /** Nobody has said that they will build. */
  'not-planned',
  /** BDUK counts a network as there or planned, but says neither that it is nor that it will be. */
  'unclear',
  /** BDUK says nothing of the premises. */
  'unknown',
] as const;
export type PlanStatus = (typeof planStatuses)[number];

/** What BDUK says of premises for which a better network is coming, whoever pays. */
export const comingPlans = ['contracted', 'voucher', 'expected'] as const satisfies readonly PlanStatus[];
