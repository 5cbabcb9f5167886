import type { Unit } from './contract/indicator.ts';

/** What one over the denominator is multiplied by, to be a rate in this unit: 100 for a percentage. */
export function scaleOfRate(unit: Unit): number {
  switch (unit) {
    case 'percent':
      return 100;
    case 'rate-per-1000':
      return 1000;
    default:
      return 1;
  }
}
