import type { AreaSet } from '../../../core/contract/area.ts';

/**
 * The vintage of the authority codes in a release of Ofcom's. Those of 2021 fit December 2021; from the spring of 2023
 * on they are those of April 2023, and stayed so in July 2025, when Barnsley and Sheffield had new codes already.
 */
export function authoritiesOf(period: string | null, forced: number | undefined): AreaSet {
  return { type: 'lad', vintage: forced ?? (period !== null && period < '2023' ? 2021 : 2023) };
}
