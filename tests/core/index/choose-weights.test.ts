import { describe, expect, test } from 'vitest';
import { agreementOf, restrict } from '../../../core/index/agreement-report.ts';
import {
  chooseWeights,
  leaveOneGroupOut,
  weightedSum,
  weightGrid,
} from '../../../core/index/choose-weights.ts';
import { groupsByKey, oneGroup } from '../../../core/index/comparison-groups.ts';

describe('weightGrid', () => {
  test('every way in whole steps that adds up to 100, none below the minimum', () => {
    expect(weightGrid(2, { step: 25, minimum: 25 })).toEqual([
      [25, 75],
      [50, 50],
      [75, 25],
    ]);
    const grid = weightGrid(3, { step: 10, minimum: 10 });
    expect(grid).toHaveLength(36);
    expect(grid.every((weights) => weights.reduce((sum, weight) => sum + weight, 0) === 100)).toBe(true);
    expect(Math.min(...grid.flat())).toBe(10);
  });
});

// Two signals that do not go together; 40 areas in four regions of ten.
const areas = Array.from({ length: 40 }, (_, area) => area);
const first = Float64Array.from(areas, (area) => (area * 7) % 40);
const second = Float64Array.from(areas, (area) => (area * 11) % 40);
const regions = groupsByKey(areas.map((area) => area % 4));
const outcome = weightedSum([first, second], [70, 30]);
const choice = { components: [first, second], risk: outcome, rule: { step: 10, minimum: 10 } };

describe('choosing weights', () => {
  test('finds the weights that made the outcome', () => {
    expect(chooseWeights(choice)).toEqual([70, 30]);
  });

  test('the minimum is kept whatever the outcome asks', () => {
    expect(
      chooseWeights({ ...choice, risk: first, rule: { step: 10, minimum: 20 } })[1],
    ).toBeGreaterThanOrEqual(20);
  });

  test('areas without one of the components are left out', () => {
    const holed = first.map((value, area) => (area < 20 ? NaN : value));
    expect(weightedSum([holed, second], [50, 50])[3]).toBeNaN();
    expect(chooseWeights({ ...choice, components: [holed, second] })).toEqual([70, 30]);
  });

  test('nothing to weigh is said, not guessed', () => {
    expect(() => chooseWeights({ ...choice, risk: new Float64Array(40).fill(NaN) })).toThrow(
      /nothing to weigh/,
    );
  });
});

describe('leaving one group out', () => {
  test('the held-out region does not take part in the choice', () => {
    // In region 0 the outcome follows the second signal only, elsewhere the first.
    const risk = outcome.map((_, area) => (area % 4 === 0 ? (second[area] ?? NaN) : (first[area] ?? NaN)));
    const { folds, pooled } = leaveOneGroupOut({ ...choice, risk }, regions, oneGroup(40));
    const unseen = folds[0];
    expect(unseen?.weights).toEqual([90, 10]);
    expect(unseen?.agreement.areaCount).toBe(10);
    // Chosen on regions that know nothing of it, the weights fail there: that is what out of sample means.
    const seen = agreementOf(
      restrict({ score: second, risk, authorities: oneGroup(40) }, (row) => row % 4 === 0),
    );
    expect(unseen?.agreement.spearman).toBeLessThan(seen.spearman);
    expect(pooled.areaCount).toBe(40);
  });

  test('areas outside every group are neither seen nor tested', () => {
    const partial = groupsByKey(areas.map((area) => (area < 20 ? area % 2 : null)));
    expect(leaveOneGroupOut(choice, partial, oneGroup(40)).pooled.areaCount).toBe(20);
  });
});
