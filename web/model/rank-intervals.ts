import { formatBase } from '../../core/contract/base-text.ts';
import type { ProfileSummary } from '../../core/contract/profile.ts';
import type { RankIntervalList } from '../../core/contract/rank-interval.ts';
import type { AreaTable } from './area-table.ts';
import { t } from '../language/words.ts';

/** How far ranks can be trusted, in the order of the rows of a table; NaN where an area has no rank. */
export interface AreaIntervals {
  readonly draws: number;
  readonly q5: Float64Array;
  readonly q95: Float64Array;
  /** 0-1. */
  readonly worstTenthShare: Float64Array;
  /** 1 where the place in or out of the worst tenth is not settled. */
  readonly isFragile: Uint8Array;
}

/** What the service says of the areas of a table; null where it says nothing, or speaks of other areas. */
export function areaIntervals(table: AreaTable, list: RankIntervalList | null): AreaIntervals | null {
  if (list?.status !== 'known' || list.areas.type !== table.type) return null;
  const positionOf = new Map(list.codes.split('\n').map((code, position) => [code, position]));
  const positions = table.codes.map((code) => positionOf.get(code) ?? -1);
  const column = (values: readonly (number | null)[]): Float64Array =>
    Float64Array.from(positions, (position) => values[position] ?? NaN);
  return {
    draws: list.draws,
    q5: column(list.q5),
    q95: column(list.q95),
    worstTenthShare: column(list.worstTenthShare),
    isFragile: Uint8Array.from(positions, (position) => (list.isFragile[position] === true ? 1 : 0)),
  };
}

/** Why there are no intervals, and what can be done about it; empty where there are, or nobody asked. */
export function intervalsMissingWords(profile: ProfileSummary, list: RankIntervalList | null): string {
  if (list?.status !== 'missing') return '';
  if (list.reason === 'no-others') {
    return t('explorer.intervalsNoOthers');
  }
  if (formatBase(list.base) !== formatBase(profile.base)) {
    return t('explorer.intervalsOtherBase');
  }
  return t('explorer.intervalsNotRun', { profile: profile.id });
}
