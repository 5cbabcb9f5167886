import { createContributionReader } from '../../core/index/contributions.ts';
import type { ScoredIndex } from '../../core/index/score-index.ts';
import type { AreaTable } from './area-table.ts';
import type { ProfileBlock } from './profile-block.ts';

/**
 * Points of the score per indicator for one row of a table. For wards and larger areas: the population-weighted mean of
 * the points of their neighbourhoods, which add up to the area's score just as well.
 *
 * @returns indicator id to points; an indicator without a value has none (NaN)
 */
export function areaPoints(
  scored: ScoredIndex,
  block: ProfileBlock,
  table: AreaTable,
  row: number,
): ReadonlyMap<string, number> {
  const reader = createContributionReader(scored);
  const { leaves } = scored.compiled;
  const parent = block.parents.get(table.type);
  if (table.type === 'lsoa' || parent === undefined) {
    const points = reader.pointsOf(row);
    return new Map(leaves.map(({ indicatorId, slot }) => [indicatorId, points[slot] ?? NaN]));
  }
  const sums = new Float64Array(leaves.length);
  let people = 0;
  parent.positions.forEach((position, member) => {
    const weight = block.population[member] ?? NaN;
    if (position !== row || !(weight > 0) || Number.isNaN(scored.score[member])) return;
    const points = reader.pointsOf(member);
    people += weight;
    leaves.forEach(({ slot }, leaf) => {
      const value = points[slot] ?? NaN;
      if (!Number.isNaN(value)) sums[leaf] = (sums[leaf] ?? 0) + weight * value;
    });
  });
  return new Map(leaves.map(({ indicatorId }, leaf) => [indicatorId, (sums[leaf] ?? 0) / people]));
}
