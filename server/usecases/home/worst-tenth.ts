import type { Comparison } from '../../../core/contract/home.ts';
import { hasWorstTenth } from '../../../core/uncertainty/has-worst-tenth.ts';
import type { ScoreTable } from '../make-score-table.ts';
import { contributionsOf, rankOfPlace, type ScoredPlaces } from '../scored-places.ts';

/** The rows in the worst tenth of those that they are ranked with; of fewer than ten there is no worst tenth. */
function worstRows({ ranking, rows }: ScoredPlaces): readonly number[] {
  return rows.filter((row) => ranking.decile[row] === 1 && hasWorstTenth(rankOfPlace(ranking, row)));
}

/** How concentrated the worst tenth is: how few authorities hold half of it. */
export function worstTenthOf(
  { inputs }: ScoreTable,
  places: ScoredPlaces,
): NonNullable<Comparison['worstTenth']> {
  const rows = worstRows(places);
  const counts = new Map<number, number>();
  for (const row of rows) {
    const authority = places.parentPosition('lad', row);
    if (authority >= 0) counts.set(authority, (counts.get(authority) ?? 0) + 1);
  }
  const most = [...counts.values()].sort((a, b) => b - a);
  let held = 0;
  let half = 0;
  while (2 * held < rows.length && half < most.length) {
    held += most[half] ?? 0;
    half += 1;
  }
  return {
    areas: rows.length,
    people: rows.reduce((sum, row) => sum + (inputs.population[row] ?? 0), 0),
    authorities: inputs.parents.find(({ type }) => type === 'lad')?.codes.length ?? 0,
    half,
  };
}

/**
 * The indicator that adds most to the scores of the worst tenth, above its mean over all scored areas: why they are the worst, not
 * why people are. Null where there is no worst tenth, or nothing adds to it.
 */
export function driverOf(table: ScoreTable, places: ScoredPlaces): Comparison['driver'] {
  const { inputs, scored } = table;
  const worst = worstRows(places);
  const all = places.rows.filter((row) => !Number.isNaN(scored.score[row] ?? NaN));
  if (worst.length === 0) return null;
  const points = contributionsOf(table);
  const rowCount = inputs.areas.codes.length;
  const meanOf = (slot: number, rows: readonly number[]): number =>
    rows.reduce((sum, row) => sum + (points[slot * rowCount + row] || 0), 0) / rows.length;
  const above = inputs.compiled.leaves
    .map(({ slot, indicatorId }) => ({
      indicatorId,
      title: inputs.series[slot]?.title ?? indicatorId,
      points: meanOf(slot, worst) - meanOf(slot, all),
    }))
    .filter(({ points: each }) => each > 0)
    .sort((a, b) => b.points - a.points);
  const [first] = above;
  if (first === undefined) return null;
  return { ...first, ofPoints: above.reduce((sum, each) => sum + each.points, 0) };
}
