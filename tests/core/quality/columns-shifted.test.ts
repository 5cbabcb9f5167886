import { expect, it } from 'vitest';
import { columnsShifted } from '../../../core/quality/columns-shifted.ts';
import type { QualityContext, QualityTable, QualityUnit } from '../../../core/quality/table.ts';

const context: QualityContext = { ratios: [], populations: new Map() };
const names = ['superfast', 'no superfast', 'ultrafast', 'no ultrafast', 'gigabit', 'no gigabit'];

/** Forty output areas where nearly all premises are served, and two remote ones where none is. */
function coverage(unit: QualityUnit): QualityTable {
  const rows = Array.from({ length: 42 }, (_, row) => row);
  const isRemote = (row: number): boolean => row === 11 || row === 30;
  return {
    codes: rows.map((row) => `E000000${row + 10}`),
    lines: rows.map((row) => row + 2),
    columns: names.map((name) => ({ name, unit, total: null, isUsed: true })),
    values: names.map((name) =>
      Float64Array.from(rows, (row) => (name.startsWith('no ') === isRemote(row) ? 100 - (row % 3) : 0)),
    ),
  };
}

it('takes a remote place, where nobody is served, for no shift of percentages or counts', () => {
  expect(columnsShifted(coverage('percent'), context)).toEqual([]);
  expect(columnsShifted(coverage('count'), context)).toEqual([]);
});

it('finds the same figures shifted where the columns are of other units', () => {
  const [found] = columnsShifted(coverage('rate'), context);
  expect(found?.rows).toEqual([11, 30]);
  expect(found?.finding.severity).toBe('error');
});
