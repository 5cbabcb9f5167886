import { describe, expect, it } from 'vitest';
import type { ClusterKind, ClusterList } from '../../../core/contract/clusters.ts';
import { channels } from '../../../core/classify/palettes.ts';
import { areaTable } from '../../../web/model/area-table.ts';
import { clusterColours, clusterMeasure, clusterPatterns } from '../../../web/model/cluster-measure.ts';
import { createRescorer } from '../../../web/model/rescore.ts';
import { smallBlock, smallProfile } from './small-block.ts';

const block = smallBlock();
const table = areaTable(block, createRescorer(block, smallProfile).score({ weights: {}, off: [] }), 'lsoa');
const kinds: readonly ClusterKind[] = ['high-high', 'low-low', 'not-significant', 'no-neighbours', 'too-few'];
const list: Pick<ClusterList, 'sentence' | 'clusters'> = {
  sentence: 'Of 4 areas compared, 2 stand out.',
  // In another order than the table, and without its last area.
  clusters: kinds
    .map((kind, row) => ({
      code: table.codes[row] ?? '',
      name: '',
      placeName: null,
      authority: null,
      kind,
      score: null,
      neighboursScore: null,
      neighbours: 0,
      statistic: null,
      p: null,
      q: null,
    }))
    .reverse(),
};

describe('clusters as what the map shows', () => {
  const measure = clusterMeasure(table, list, false);

  it('puts each area into its class by code, and says in words which', () => {
    const words = [0, 1, 2, 3].map((row) => measure.format(measure.values[row] ?? NaN));
    expect(words).toEqual(['High risk, among high', 'Low risk, among low', 'May be chance', 'No neighbours']);
    expect([measure.missing(4), measure.missing(5)]).toEqual(['too few areas to compare', 'no data']);
  });

  it('counts every class, also those that no area is in, with a colour for each', () => {
    const { classes = [], classOf = [], missingCount } = measure.ownClasses?.classified ?? {};
    expect(classes.map(({ count }) => count)).toEqual([1, 0, 0, 1, 1, 1]);
    expect([...classOf]).toEqual([0, 3, 4, 5, -1, -1]);
    expect(missingCount).toBe(2);
    expect(new Set(clusterColours).size).toBe(classes.length);
  });

  it('tells the four kinds apart without their hues: two by lightness, the outliers by a pattern', () => {
    const shades = clusterColours.map((colour) => {
      const [red = 0, green = 0, blue = 0] = channels(colour);
      return 0.299 * red + 0.587 * green + 0.114 * blue;
    });
    const [highHigh = NaN, , , lowLow = NaN, chance = NaN] = shades;
    expect(lowLow - highHigh).toBeGreaterThan(60);
    expect(chance - lowLow).toBeGreaterThan(60);
    expect(clusterPatterns).toEqual([null, 'dots', 'bars', null, null, null]);
  });

  it('says what they are of when the reader changed the weights', () => {
    expect(measure.note).toBe(list.sentence);
    expect(clusterMeasure(table, list, true).note).toMatch(/published weights, not with yours/);
  });
});
