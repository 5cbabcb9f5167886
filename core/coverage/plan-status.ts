import type { PlanStatus } from '../contract/coverage/speed-class.ts';

/** What BDUK's row of a premises says; null where a cell is blank. */
export interface PremisesPlan {
  readonly currentGigabit: boolean | null;
  readonly futureGigabit: boolean | null;
  /** "Gigabit White", "Gigabit Grey/Black", "Gigabit Under Review". */
  readonly subsidyStatus: string | null;
  /** In the scope of a contract for public money. */
  readonly isContracted: boolean;
  readonly isVoucher: boolean;
}

/**
 * What is coming to a premises, in one word: what is there first, then what somebody is bound to build, then what
 * somebody means to build.
 *
 * Source: BDUK, Open Market Review determinations and plans: White, no gigabit network and none planned within three
 * years; Grey or Black, one or more there or planned; Under Review, claims that BDUK could not confirm.
 *
 * @example planStatus(null) // 'unknown'
 */
export function planStatus(plan: PremisesPlan | null): PlanStatus {
  if (plan === null) return 'unknown';
  if (plan.currentGigabit === true) return 'available';
  if (plan.isContracted) return 'contracted';
  if (plan.isVoucher) return 'voucher';
  if (plan.futureGigabit === true) return 'expected';
  switch (plan.subsidyStatus?.toLowerCase()) {
    case 'gigabit under review':
      return 'under-review';
    case 'gigabit white':
      return 'not-planned';
    case undefined:
      return 'unknown';
    default:
      return 'unclear';
  }
}
