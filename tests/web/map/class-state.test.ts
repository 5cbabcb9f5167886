import { describe, expect, it } from 'vitest';
import { changedClasses, changedHatching } from '../../../web/map/class-state.ts';

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

describe('what hatching must send to the map', () => {
  it('is the hatched rows the first time, and afterwards only those that differ', () => {
    const first = Uint8Array.of(0, 1, 1, 0);
    expect(changedHatching(null, first)).toEqual([
      { row: 1, isHatched: true },
      { row: 2, isHatched: true },
    ]);
    expect(changedHatching(first, Uint8Array.of(1, 1, 0, 0))).toEqual([
      { row: 0, isHatched: true },
      { row: 2, isHatched: false },
    ]);
    expect(changedHatching(first, first)).toEqual([]);
  });

  it('is nothing when hatching is switched off: its layer is hidden', () => {
    expect(changedHatching(Uint8Array.of(1), null)).toEqual([]);
    expect(changedHatching(null, null)).toEqual([]);
  });
});
