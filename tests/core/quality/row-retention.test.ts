import { describe, expect, it } from 'vitest';
import { createRowRetention } from '../../../core/quality/row-retention.ts';
import type { QualityColumn } from '../../../core/quality/table.ts';

const columns: readonly QualityColumn[] = ['a', 'b'].map((name) => ({
  name,
  unit: 'count',
  total: null,
  isUsed: true,
}));

describe('keeping rows for the checks', () => {
  it('keeps every row as it came while there is room, missing figures as NaN', () => {
    const retention = createRowRetention(columns);
    for (let row = 0; row < 3000; row++)
      retention.add(`E${row}`, row + 2, [row, row % 7 === 0 ? null : -row]);
    const { codes, lines, values } = retention.table();
    expect(retention.stride).toBe(1);
    expect([codes.length, lines.length, values[0]?.length, values[1]?.length]).toEqual([
      3000, 3000, 3000, 3000,
    ]);
    expect([codes[2999], lines[2999], values[0]?.[2999], values[1]?.[2996]]).toEqual([
      'E2999',
      3001,
      2999,
      NaN,
    ]);
    expect(values[1]?.[2999]).toBe(-2999);
  });

  it('beyond that keeps every second, fourth ... row, in order, figures with their codes', () => {
    const retention = createRowRetention(columns, 200);
    for (let row = 0; row < 1000; row++) retention.add(`E${row}`, row + 2, [row, 2 * row]);
    const { codes, lines, values } = retention.table();
    expect(retention.stride).toBe(16);
    expect(codes.length).toBeLessThanOrEqual(100);
    expect(codes).toEqual(Array.from({ length: 63 }, (_, at) => `E${16 * at}`));
    expect(lines).toEqual(codes.map((_, at) => 16 * at + 2));
    expect(Array.from(values[0] ?? [])).toEqual(codes.map((_, at) => 16 * at));
    expect(Array.from(values[1] ?? [])).toEqual(codes.map((_, at) => 32 * at));
  });
});
