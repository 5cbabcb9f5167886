import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { protectTable, type SharedTable } from '../../../core/disclosure/protect-table.ts';
import { isWithheld, suppressCounts } from '../../../core/disclosure/suppress-counts.ts';
import { groupsByKey, oneGroup } from '../../../core/index/comparison-groups.ts';

const threshold = 5;
const never = (): boolean => false;

/** Columns of a table that is written by rows. */
function columnsOf(rows: readonly (readonly number[])[]): Float64Array[] {
  return (rows[0] ?? []).map((_, column) => Float64Array.from(rows, (row) => row[column] ?? NaN));
}

const madeTable = fc
  .record({
    rows: fc.integer({ min: 1, max: 9 }),
    columns: fc.integer({ min: 1, max: 5 }),
    hasTotals: fc.boolean(),
    withholdZero: fc.boolean(),
  })
  .chain(({ rows, columns, hasTotals, withholdZero }) =>
    fc.record({
      hasTotals: fc.constant(hasTotals),
      withholdZero: fc.constant(withholdZero),
      units: fc.array(fc.constantFrom('n', 's', 'e'), { minLength: rows, maxLength: rows }),
      small: fc.array(fc.boolean(), { minLength: rows, maxLength: rows }),
      isMinimum: fc.boolean(),
      counts: fc.array(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 90 })), {
          minLength: columns,
          maxLength: columns,
        }),
        { minLength: rows, maxLength: rows },
      ),
    }),
  );

/** An equation of a reader: cells of which the sum is known. */
type Line = readonly { readonly row: number; readonly column: number }[];

describe('protecting a table to be shared', () => {
  test('law: a reader who knows every total but those that must go works out no withheld count, line by line', () => {
    fc.assert(
      fc.property(madeTable, ({ counts, units, small, isMinimum, hasTotals, withholdZero }) => {
        const rows = counts.map((row) =>
          hasTotals ? [...row, row.reduce((sum, count) => sum + count, 0)] : row,
        );
        const groups = groupsByKey(units);
        const table: SharedTable = {
          ...{ columns: columnsOf(rows), groups, hasTotals },
          isRequired: (row) => isMinimum && small[row] === true,
        };
        const { states, openLines } = protectTable(table, { threshold, withholdZero });
        const isOpen = (kind: 'row' | 'column', at: number, group: number): boolean =>
          openLines.some((line) =>
            line.kind === 'row'
              ? kind === 'row' && line.row === at
              : kind === 'column' && line.column === at && line.group === group,
          );
        const width = table.columns.length;
        const lines: Line[] = [];
        rows.forEach((_, row) => {
          // A row of one cell has no total but that cell; one whose total is a cell adds up to nothing with it.
          if (width > 1 && !isOpen('row', row, -1))
            lines.push(table.columns.map((_column, column) => ({ row, column })));
        });
        for (let group = 0; group < groups.count; group += 1) {
          const members = [...groups.ids.keys()].filter((row) => groups.ids[row] === group);
          table.columns.forEach((_, column) => {
            if (!isOpen('column', column, group)) lines.push(members.map((row) => ({ row, column })));
          });
        }
        const unknown = lines.map((line) =>
          line.filter(({ row, column }) => isWithheld(states[column]?.[row])),
        );
        // Nothing can be solved first, so nothing can be solved.
        expect(unknown.filter((cells) => cells.length === 1)).toEqual([]);
        // And what a line's total tells, the sum of its withheld counts, is no small count. (A row whose total is
        // withheld with them tells nothing of the sum.)
        for (const cells of unknown) {
          const isRowWithTotal =
            hasTotals &&
            new Set(cells.map(({ row }) => row)).size === 1 &&
            cells.at(-1)?.column === width - 1;
          if (cells.length === 0 || (isRowWithTotal && cells[0]?.column !== width - 1)) continue;
          const people = cells.reduce((sum, { row, column }) => sum + (table.columns[column]?.[row] ?? 0), 0);
          expect(people).toBeGreaterThanOrEqual(threshold);
        }
        states.forEach((column, at) => {
          column.forEach((state, row) => {
            const count = table.columns[at]?.[row] ?? NaN;
            if (state === 'shown') expect(count >= threshold || (count === 0 && !withholdZero)).toBe(true);
            if (isMinimum && small[row] === true) expect(state).toBe('required');
          });
        });
      }),
      { numRuns: 400 },
    );
  });

  test('the totals that count are those of each group', () => {
    const rows = [
      [3, 40, 50],
      [4, 60, 70],
      [80, 90, 20],
      [60, 70, 30],
    ];
    const table = { columns: columnsOf(rows), hasTotals: false, isRequired: never };
    const byUnit = protectTable({ ...table, groups: groupsByKey(['n', 'n', 's', 's']) }, { threshold });
    expect(byUnit.states.map((column) => column.map(isWithheld))).toEqual([
      [true, true, false, false],
      [true, true, false, false],
      [false, false, false, false],
    ]);
    // As one group the two small counts hide each other in their column, and need one more in each row.
    const whole = protectTable({ ...table, groups: oneGroup(4) }, { threshold });
    expect(whole.states[0]).toEqual(['small', 'small', 'shown', 'shown']);
  });

  test('a unit of one row has its column totals for its counts: they must go', () => {
    const columns = columnsOf([
      [3, 40],
      [9, 8],
      [7, 6],
    ]);
    const table = { columns, groups: groupsByKey(['n', 's', 's']), hasTotals: false, isRequired: never };
    expect(protectTable(table, { threshold }).openLines).toEqual([
      { kind: 'column', column: 0, group: 0 },
      { kind: 'column', column: 1, group: 0 },
    ]);
  });

  test('the total of a row of one cell is no other number than that cell: it is not named', () => {
    const table = { columns: columnsOf([[3], [20], [30]]), hasTotals: false, isRequired: never };
    const { states, openLines } = protectTable({ ...table, groups: oneGroup(3) }, { threshold });
    expect([states, openLines]).toEqual([[['small', 'secondary', 'shown']], []]);
  });

  test('a column of totals is withheld where nothing else in the row is left, and its row is not open then', () => {
    const columns = columnsOf([
      [2, NaN, 2],
      [20, 30, 50],
      [40, 10, 50],
    ]);
    const table = { columns, groups: oneGroup(3), hasTotals: true, isRequired: never };
    const { states, openLines } = protectTable(table, { threshold });
    expect(states[2]?.map(isWithheld)).toEqual([true, true, false]);
    expect(openLines).toEqual([]);
    // Without it as a column the total has to be named.
    const without = protectTable({ ...table, columns: columns.slice(0, 2), hasTotals: false }, { threshold });
    expect(without.openLines).toContainEqual({ kind: 'row', row: 0 });
  });

  test('cells that somebody else withheld stay so, are known to nobody, and want company', () => {
    const counts = Float64Array.of(NaN, 40, 30, 20, 50, 60);
    const { states } = suppressCounts(
      { rowCount: 2, columnCount: 3, counts },
      { threshold, required: new Set([0]) },
    );
    expect(states).toEqual(['required', 'shown', 'secondary', 'secondary', 'shown', 'secondary']);
    const missing = suppressCounts({ rowCount: 2, columnCount: 3, counts }, { threshold });
    expect(missing.states).toEqual(['missing', 'shown', 'shown', 'shown', 'shown', 'shown']);
  });
});
