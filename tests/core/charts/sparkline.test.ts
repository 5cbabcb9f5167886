import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawSparkline, yearsOfPeriod } from '../../../core/charts/sparkline.ts';

const size = { width: 108, height: 28 };
const at = (time: number, value: number | null, isBreak = false) => ({ time, value, isBreak });

describe('a sparkline', () => {
  it('draws time to scale and values from the smallest to the largest', () => {
    const drawn = drawSparkline([at(2020, 10), at(2021, 30), at(2024, 20)], size);
    // 4 units are left free on each side: 100 wide for 4 years, 20 high for 20.
    expect(drawn.lines).toEqual(['4,24 29,4 104,14']);
  });

  it('is not drawn through what is missing, nor into a new definition', () => {
    const points = [at(2020, 1), at(2021, 2), at(2022, null), at(2023, 3), at(2024, 4), at(2025, 9, true)];
    const drawn = drawSparkline(points, size);
    expect(drawn.lines).toHaveLength(2);
    expect(drawn.dots).toHaveLength(5);
  });

  it('runs through the middle where nothing changes, and has a dot and no line for one value', () => {
    expect(drawSparkline([at(2020, 5), at(2021, 5)], size).lines).toEqual(['4,14 104,14']);
    expect(drawSparkline([at(2020, 5)], size)).toMatchObject({ lines: [], dots: [{ x: 54, y: 14 }] });
    expect(drawSparkline([], size)).toMatchObject({ lines: [], dots: [] });
  });

  it('stays within its picture', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1990, max: 2040 }), fc.integer({ min: -9, max: 999 }))),
        (list) => {
          for (const { x, y } of drawSparkline(
            list.map(([time, value]) => at(time, value)),
            size,
          ).dots) {
            expect(x >= 4 && x <= 104 && y >= 4 && y <= 24).toBe(true);
          }
        },
      ),
    );
  });

  it('knows years and months', () => {
    expect(yearsOfPeriod('2025')).toBe(2025);
    expect(yearsOfPeriod('2025-07')).toBe(2025.5);
  });
});
