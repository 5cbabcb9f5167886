import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaPoints } from '../../../web/model/area-points.ts';
import { areaTable } from '../../../web/model/area-table.ts';
import { blockGroups, createRescorer, engineWeights } from '../../../web/model/rescore.ts';
import { smallBlock, smallProfile } from './small-block.ts';

const published = { weights: {}, off: [] };

describe('scoring in the browser', () => {
  const block = smallBlock();
  const rescorer = createRescorer(block, smallProfile);

  it('gives the scores that can be worked out by hand', () => {
    // E01000001: aged 0 of 100; income 100, skills 20, mean 60; (0 + 60) / 2.
    // E01000005: aged 80; income 40, skills 80, mean 60; (80 + 60) / 2.
    const { score } = rescorer.score(published);
    expect(score[0]).toBeCloseTo(30, 10);
    expect(score[4]).toBeCloseTo(70, 10);
  });

  it('leaves an area without enough inputs without a score', () => {
    // Half of the inputs of "means" are there, which is below the threshold of 0.6; then half of the components.
    expect(rescorer.score(published).score[5]).toBeNaN();
  });

  it('counts an indicator as often as the reader says, beside all the others', () => {
    // Published shares: aged 0.5, income 0.25, skills 0.25.
    const { score } = rescorer.score({ weights: { income: 3 }, off: [] });
    expect(score[0]).toBeCloseTo((0.5 * 0 + 0.75 * 100 + 0.25 * 20) / 1.5, 10);
    expect(rescorer.shares({ weights: { income: 3 }, off: [] }).get('aged')).toBeCloseTo(0.5 / 1.5, 12);
  });

  it('counts an indicator that is alone in its component too', () => {
    const { score } = rescorer.score({ weights: { aged: 3 }, off: [] });
    expect(score[4]).toBeCloseTo((1.5 * 80 + 0.25 * 40 + 0.25 * 80) / 2, 10);
  });

  it('switches off a component whose inputs are all off', () => {
    const { score } = rescorer.score({ weights: {}, off: ['income', 'skills'] });
    expect(score[4]).toBeCloseTo(80, 10);
    expect(rescorer.shares({ weights: {}, off: ['income', 'skills'] }).get('aged')).toBe(1);
  });

  it('refuses to score on nothing', () => {
    const choice = { weights: {}, off: ['aged', 'income', 'skills'] };
    expect(() => engineWeights(rescorer.compiled, choice)).toThrow('Every indicator is switched off');
    expect(() =>
      engineWeights(rescorer.compiled, { weights: { aged: 0, income: 0, skills: 0 }, off: [] }),
    ).toThrow();
  });

  it('shares add up to one for any weights', () => {
    const times = fc.constantFrom(0.25, 0.5, 1, 2, 4);
    fc.assert(
      fc.property(fc.record({ aged: times, income: times, skills: times }), (weights) => {
        const shares = [...rescorer.shares({ weights, off: [] }).values()];
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('larger areas', () => {
  const block = smallBlock();
  const rescorer = createRescorer(block, smallProfile);
  const scored = rescorer.score(published);

  it('have the mean score of their neighbourhoods weighted by people, ranked among themselves', () => {
    const wards = areaTable(block, scored, 'ward');
    const [first = NaN, second = NaN] = scored.score;
    expect(wards.score[0]).toBeCloseTo((1000 * first + 3000 * second) / 4000, 10);
    expect([...wards.rank].sort()).toEqual([1, 2, 3]);
    expect(wards.places).toEqual(['Town', 'Town', 'Shire']);
  });

  it('have points per indicator that add up to their score', () => {
    for (const type of ['lsoa', 'ward', 'lad'] as const) {
      const table = areaTable(block, scored, type);
      table.codes.forEach((_, row) => {
        const score = table.score[row] ?? NaN;
        if (Number.isNaN(score)) return;
        const points = [...areaPoints(scored, block, table, row).values()];
        expect(points.reduce((sum, one) => sum + one, 0)).toBeCloseTo(score, 9);
      });
    }
  });
});

describe('comparison groups of a block', () => {
  it('are one for everything, one per authority, or inside and outside of a selection', () => {
    const ids = (base: Parameters<typeof smallBlock>[0]): number[] => [
      ...blockGroups(smallBlock(base), base ?? { kind: 'everything' }).ids,
    ];
    expect(ids({ kind: 'everything' })).toEqual([0, 0, 0, 0, 0, 0]);
    expect(ids({ kind: 'within', type: 'lad' })).toEqual([0, 0, 0, 0, 1, 1]);
    expect(ids({ kind: 'selection', codes: ['E06000002', 'E01000001'] })).toEqual([0, -1, -1, -1, 0, 0]);
  });
});
