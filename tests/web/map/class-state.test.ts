import { describe, expect, it } from 'vitest';
import { changedClasses } from '../../../web/map/class-state.ts';

describe('what a repaint must send to the map', () => {
  it('is every row the first time', () => {
    expect(changedClasses(null, Int8Array.of(0, -1))).toEqual([
      { row: 0, riskClass: 0 },
      { row: 1, riskClass: -1 },
    ]);
  });

  it('is afterwards only the rows whose class changed', () => {
    const changes = changedClasses(Int8Array.of(0, 4, -1, 9), Int8Array.of(0, 3, -2, 9));
    expect(changes).toEqual([
      { row: 1, riskClass: 3 },
      { row: 2, riskClass: -2 },
    ]);
  });
});
