import { describe, expect, it } from 'vitest';
import { classifyAreas } from '../../../web/model/risk-classes.ts';
import type { ClassRequest } from '../../../web/model/risk-classes.ts';

const request = (values: number[], change: Partial<ClassRequest> = {}): ClassRequest => ({
  values: Float64Array.from(values),
  classing: 'equal',
  classCount: 4,
  isHigherRiskier: true,
  format: (value) => `${value.toFixed(0)}%`,
  ...change,
});

describe('classes of a measure', () => {
  it('begin with the greatest risk, count their areas and keep "no data" apart', () => {
    const classified = classifyAreas(request([0, 10, 30, 40, NaN]));
    expect([...classified.classOf]).toEqual([3, 2, 0, 0, -1]);
    expect(classified.classes).toEqual([
      { label: '30 to 40%', count: 2 },
      { label: '20 to 30%', count: 0 },
      { label: '10 to 20%', count: 1 },
      { label: '0 to 10%', count: 1 },
    ]);
    expect(classified.missingCount).toBe(1);
  });

  it('turn round where a lower value is riskier, words still rising', () => {
    const classified = classifyAreas(request([0, 10, 30, 40], { isHigherRiskier: false }));
    expect(classified.classOf[0]).toBe(0);
    expect(classified.classOf[3]).toBe(3);
    expect(classified.classes[0]?.label).toBe('0 to 10%');
    expect(classified.classOfValue(39)).toBe(3);
  });

  it('cut tenths by rank with tenth 1 at greatest risk', () => {
    const values = Array.from({ length: 40 }, (_, index) => index);
    const classified = classifyAreas(request(values, { classing: 'decile' }));
    expect(classified.classes.map(({ count }) => count)).toEqual(new Array(10).fill(4));
    expect(classified.classOf[39]).toBe(0);
    expect(classified.classOf[35]).toBe(1);
    expect(classified.classes[0]?.label).toBe('Tenth 1: 36 to 39%');
  });

  it('make no class where there is no value', () => {
    const classified = classifyAreas(request([NaN, NaN]));
    expect(classified.classes).toEqual([]);
    expect(classified.missingCount).toBe(2);
  });
});
