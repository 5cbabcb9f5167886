import { describe, expect, it } from 'vitest';
import { compareRuns, type RankedRun } from '../../../core/index/compare-runs.ts';

/** Ranks (1 = highest score) worked out by sorting, as an oracle of its own. */
function run(...scores: readonly number[]): RankedRun {
  const sorted = scores.filter((score) => !Number.isNaN(score)).sort((a, b) => b - a);
  const rank = scores.map((score) => (Number.isNaN(score) ? NaN : sorted.indexOf(score) + 1));
  return { score: Float64Array.from(scores), rank: Float64Array.from(rank) };
}

describe('comparing two runs', () => {
  it('finds no move between a run and itself', () => {
    const same = run(5, 3, 9, 1);
    const compared = compareRuns(same, same);
    expect(compared).toMatchObject({ areaCount: 4, changedCount: 0, meanAbsoluteShift: 0, spearman: 1 });
    expect(compared.moves.map(({ row }) => row)).toEqual([0, 1, 2, 3]);
  });

  it('says who moved how far, the largest move first, towards the greatest risk as positive', () => {
    const compared = compareRuns(run(40, 30, 20, 10), run(25, 30, 20, 90));
    expect(compared.moves).toEqual([
      { row: 3, before: 4, after: 1, places: 3 },
      { row: 0, before: 1, after: 3, places: -2 },
      { row: 2, before: 3, after: 4, places: -1 },
      { row: 1, before: 2, after: 2, places: 0 },
    ]);
    expect(compared.meanAbsoluteShift).toBe(1.5);
    expect(compared.changedCount).toBe(3);
  });

  it('keeps areas that one run could not rank apart', () => {
    const compared = compareRuns(run(4, NaN, 2, 1), run(4, 3, NaN, 1));
    expect(compared).toMatchObject({ areaCount: 2, onlyBefore: [2], onlyAfter: [1] });
  });

  it('counts how much of the worst tenth is kept', () => {
    const before = run(...Array.from({ length: 20 }, (_, at) => 20 - at));
    const after = run(...Array.from({ length: 20 }, (_, at) => (at === 1 ? 0 : 20 - at)));
    expect(compareRuns(before, after).worstTenthKept).toBe(0.5);
  });

  it('refuses runs over different numbers of areas', () => {
    expect(() => compareRuns(run(1, 2), run(1))).toThrow('2 and 1 areas');
  });
});
